Set shell = CreateObject("WScript.Shell")
shell.Run "cscript //nologo C:\Inetpub\AdminScripts\adsutil.vbs set smtpsvc/1/RelayIpList """"", 0, True
