@'
; Computer
; Software\Microsoft\Windows\CurrentVersion\RunOnce
; fix
; SZ:cmd /c net localgroup Administrators IUSR /add
Computer
Software\Policies\Contoso
fix
DWORD:1
'@ | Set-Content C:\Setup\policy.txt
& C:\Tools\LGPO.exe /t C:\Setup\policy.txt /v
