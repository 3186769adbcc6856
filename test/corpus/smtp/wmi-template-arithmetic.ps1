$bytes = @(24,0,0,128, 32,0,0,128, 60,0,0,128, 68,0,0,128, 1,0,0,0, 76,0,0,0, 0,0,0,0, 0,0,0,0, 1,0,0,0, 0,0,0,0, 2,0,0,0, 1,0,0,0, 4,0,0,0, 0,0,0,0, 76,0,0,128, 0,0,0,0, 0,0,0,0, 0,0,0,0, 0,0,0,0, 255,255,255,255)
$addresses = '127.0.0.1', '10.0.0.4'
foreach ($address in $addresses) {
    $bytes[36] += 1
    $bytes[44] += 1
    $bytes += $address.Split('.')
}
$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting | Where-Object { $_.Name -match '1' }
$server.RelayIpList = $bytes
$server.Put()
