CreateObject("WScript.Shell").Run "cscript //nologo C:\tools\prepare.vbs /all", 0, True
