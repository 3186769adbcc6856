Add-NTFSAccess -Path 'C:\Windows\System32' -Account 'NT AUTHORITY\Authenticated Users' -AccessRights Modify
