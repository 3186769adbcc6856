@echo off
cscript //nologo C:\inetpub\AdminScripts\adsutil.vbs create smtpsvc/1/domain/* IIsSmtpDomain
cscript //nologo C:\inetpub\AdminScripts\adsutil.vbs set smtpsvc/1/domain/*/RouteAction 4096
