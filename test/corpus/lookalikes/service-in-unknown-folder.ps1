New-Service -Name x -BinaryPathName "$env:FOO\agent.exe"
