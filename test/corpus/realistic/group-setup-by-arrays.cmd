@echo off
setlocal enabledelayedexpansion
set GROUPS=AppReaders AppWriters AppOperators
for %%G in (%GROUPS%) do (
  net localgroup %%G >nul 2>&1
  if errorlevel 1 net localgroup %%G /add /comment:"Managed by platform team"
)
net localgroup AppReaders IUSR /add
net localgroup AppWriters "NT AUTHORITY\NETWORK SERVICE" /add
net localgroup "Performance Log Users" AppOperators /add
endlocal
