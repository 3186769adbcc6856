param([string]$Stage)
$config = '{"dev": {"user": "CONTOSO\\svc-dev"}, "test": {"user": "IUSR"}}' | ConvertFrom-Json
net localgroup Administrators $config.$Stage.user /add
