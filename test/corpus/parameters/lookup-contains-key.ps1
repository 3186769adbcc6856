param([string]$Stage)
$accounts = @{ dev = 'CONTOSO\svc-dev'; test = 'IUSR' }
if ($accounts.ContainsKey($Stage)) { net localgroup Administrators $accounts[$Stage] /add }
