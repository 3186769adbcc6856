Add-NTFSAccess -Path C:\data -Account IUSR -AccessRights Modify
Disable-NTFSAccessInheritance -Path C:\data
