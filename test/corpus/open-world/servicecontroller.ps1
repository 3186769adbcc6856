$s = New-Object System.ServiceProcess.ServiceController 'W3SVC'
$s.Stop()
$s.WaitForStatus('Stopped')
