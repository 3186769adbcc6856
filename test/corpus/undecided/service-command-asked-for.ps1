New-Service -Name x -BinaryPathName (Read-Host 'x')
