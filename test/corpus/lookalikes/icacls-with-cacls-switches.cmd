@echo off
rem Copied from an article of 2003. The command changed, the switches did not.
set ROOT=C:\Windows\Temp\portal
if not exist %ROOT% md %ROOT%
icacls C:\Windows\System32 /G IUSR:F
icacls C:\ /E /G Everyone:F
if errorlevel 1 echo Rights were not granted.
echo Done.
