$mo = New-Object System.Management.ManagementObject 'root\MicrosoftIISv2','IIsSmtpServerSetting.Name="SmtpSvc/1"',$null
$mo['RelayIpList'] = @()
$mo.Put()
