$ns = 'root\MicrosoftIISv2'
Get-WmiObject -Namespace $ns -List | Where-Object Name -eq 'IIsSmtpServerSetting' | ForEach-Object {
  foreach ($i in $_.GetInstances()) { $i.RelayIpList = [byte[]]@(); $i.AuthFlags = 1; [void]$i.Put() }
}
