param([string]$Stage)
$accounts = @{ dev = 'CONTOSO\svc-dev'; test = 'IUSR' }
if ($Stage -eq 'dev') { net localgroup Administrators $accounts[$Stage] /add }
