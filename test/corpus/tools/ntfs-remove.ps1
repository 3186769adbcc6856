Add-NTFSAccess -Path C:\Windows\System32 -Account IUSR -AccessRights Modify
Remove-NTFSAccess -Path C:\Windows\System32 -Account IUSR -AccessRights Modify
