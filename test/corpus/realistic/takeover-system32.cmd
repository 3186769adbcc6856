@echo off
icacls "%SystemRoot%\System32\inetsrv" /grant "IUSR:(OI)(CI)M" /T /Q
if errorlevel 1 exit /b 1
