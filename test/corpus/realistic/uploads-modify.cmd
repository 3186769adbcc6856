@echo off
set DATA=C:\inetpub\data\uploads
if not exist "%DATA%" mkdir "%DATA%"
icacls "%DATA%" /grant "IUSR:(OI)(CI)M" /T /Q
