$bytes = @(24,0,0,128, 32,0,0,128, 60,0,0,128, 68,0,0,128, 1,0,0,0, 76,0,0,0, 0,0,0,0, 0,0,0,0, 1,0,0,0, 0,0,0,0, 2,0,0,0, 1,0,0,0, 4,0,0,0, 0,0,0,0, 76,0,0,128, 0,0,0,0, 0,0,0,0, 0,0,0,0, 0,0,0,0, 255,255,255,255)
$rows = Import-Csv '\\files\share\relay.csv'
$bytes[36] += $rows.Count
$bytes[44] += $rows.Count
foreach ($row in $rows) { $bytes += $row.Address.Split('.') }
$server = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
$server.RelayIpList = $bytes
$server.Put()
