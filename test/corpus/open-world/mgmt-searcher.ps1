$s = New-Object System.Management.ManagementObjectSearcher 'root\MicrosoftIISv2','SELECT * FROM IIsSmtpServerSetting'
foreach ($o in $s.Get()) { $o.RelayIpList = @(); $o.Put() }
