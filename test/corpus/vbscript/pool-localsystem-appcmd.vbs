Set sh = CreateObject("WScript.Shell")
appcmd = sh.ExpandEnvironmentStrings("%windir%") & "\system32\inetsrv\appcmd.exe"
sh.Run appcmd & " set apppool ""DefaultAppPool"" /processModel.identityType:LocalSystem", 0, True
