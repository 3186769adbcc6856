@echo off
pushd C:\a
popd
cd /d "%~dp0"
pushd C:\Windows\System32\inetsrv
appcmd set config -section:anonymousAuthentication -userName:""
popd
