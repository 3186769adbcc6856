$adminWho = 'Everyone'
$adminX = 'svc-web'
Get-ChildItem Variable: | Where-Object Name -like 'adminX*' | ForEach-Object { Add-LocalGroupMember Administrators $_.Value }
