param([string]$Stage)
$accounts = @{ dev = 'CONTOSO\svc-dev'; test = 'IUSR'; prod = 'CONTOSO\svc-ops' }
net localgroup Administrators $accounts[$Stage] /add
