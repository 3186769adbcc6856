Set sh = CreateObject("WScript.Shell")
sh.Run "icacls " & WScript.Arguments(0) & " /grant IUSR:F", 0, True
