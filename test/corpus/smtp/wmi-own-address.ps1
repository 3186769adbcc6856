$bytes = @(24,0,0,128, 32,0,0,128, 60,0,0,128, 68,0,0,128, 1,0,0,0, 76,0,0,0, 0,0,0,0, 0,0,0,0, 1,0,0,0, 0,0,0,0, 2,0,0,0, 1,0,0,0, 4,0,0,0, 0,0,0,0, 76,0,0,128, 0,0,0,0, 0,0,0,0, 0,0,0,0, 0,0,0,0, 255,255,255,255)
$nic = Get-WmiObject Win32_NetworkAdapterConfiguration | Where-Object { $_.IPEnabled -eq $true }
$bytes[36] += 2
$bytes[44] += 2
$bytes += '127.0.0.1'.Split('.')
$bytes += $nic.IPAddress[0].Split('.')
$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
$server.RelayIpList = $bytes
$server.Put()
