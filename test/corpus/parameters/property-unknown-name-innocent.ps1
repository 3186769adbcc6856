param([string]$Stage)
$config = '{"dev": {"user": "CONTOSO\\svc-dev"}, "test": {"user": "CONTOSO\\svc-test"}}' | ConvertFrom-Json
if ($config.$Stage) { net localgroup Administrators $config.$Stage.user /add }
