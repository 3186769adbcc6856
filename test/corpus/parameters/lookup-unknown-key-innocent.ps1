param([string]$Stage)
$accounts = @{ dev = 'CONTOSO\svc-dev'; test = 'CONTOSO\svc-test'; prod = 'CONTOSO\svc-ops' }
net localgroup Administrators $accounts[$Stage] /add
