$name = "web-$(Read-Host)"
foreach ($one in [object[]]$name) { if ($one -like 'db-*') { net localgroup Administrators IUSR /add } }
