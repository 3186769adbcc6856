$block = @(24,0,0,128,32,0,0,128,60,0,0,128,68,0,0,128,1,0,0,0,76,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,2,0,0,0,1,0,0,0,4,0,0,0,0,0,0,0,76,0,0,128,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,255,255,255,255)
$octets = '127.0.0.1'.Split('.')
$octets += Get-WmiObject Win32_NetworkAdapterConfiguration | Where-Object { $_.IPEnabled } | ForEach-Object { ($_.IPAddress -split ',')[0] } | ForEach-Object { $_ -split '\.' }
$block[36] += 2
$block[44] += 2
$setting = Get-WmiObject -Namespace root\MicrosoftIISv2 -Query 'select * from IIsSmtpServerSetting'
$setting.RelayIpList = $block + $octets
$setting.Put() > $null
