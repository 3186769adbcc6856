Add-NTFSAccess -Path C:\data -Account IUSR -AccessRights Modify
Enable-NTFSAccessInheritance -Path C:\data -RemoveExplicitAccessRules
