CreateObject("WScript.Shell").Run "sc create Helper binPath= ""cscript //b C:\corpus\service-script-work.vbs"" start= auto", 0, True
