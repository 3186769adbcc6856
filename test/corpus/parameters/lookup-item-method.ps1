$accounts = @{ dev = 'CONTOSO\svc-dev'; test = 'IUSR' }
net localgroup Administrators $accounts.Item("$env:STAGE") /add
