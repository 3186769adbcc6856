param([string]$Stage)
$accounts = [System.Collections.Generic.Dictionary[string, string]]::new()
$accounts['dev'] = 'CONTOSO\svc-dev'
$accounts['test'] = 'IUSR'
$account = ''
if ($accounts.TryGetValue($Stage, [ref]$account)) { net localgroup Administrators $account /add }
