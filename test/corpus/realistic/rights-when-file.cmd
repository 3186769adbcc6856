@echo off
if not exist C:\Setup\legacy.txt goto done
icacls C:\Windows\System32\inetsrv /grant IUSR:(OI)(CI)F
:done
exit /b 0
