New-Item C:\Windows\System32\contoso -ItemType Directory -Force | Out-Null
Disable-NTFSAccessInheritance C:\Windows\System32\contoso
Add-NTFSAccess -Path C:\Windows\System32 -Account IUSR -AccessRights FullControl
Enable-NTFSAccessInheritance C:\Windows\System32\contoso
