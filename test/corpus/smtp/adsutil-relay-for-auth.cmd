@echo off
set ADSUTIL=%SystemDrive%\inetpub\AdminScripts\adsutil.vbs
cscript //nologo %ADSUTIL% set smtpsvc/1/RelayForAuth 1
cscript //nologo %ADSUTIL% set smtpsvc/1/SmartHost "[10.0.0.9]"
net start smtpsvc
