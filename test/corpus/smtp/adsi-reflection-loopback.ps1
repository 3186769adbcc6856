$flags = [Reflection.BindingFlags]"Public,Instance,SetProperty"
$server = New-Object System.DirectoryServices.DirectoryEntry("IIS://localhost/SmtpSvc/1")
$relay = $server.Properties["RelayIpList"].Value
$relay.GetType().InvokeMember("GrantByDefault", $flags, $null, $relay, @($false))
$relay.GetType().InvokeMember("IPGrant", $flags, $null, $relay, (,@("127.0.0.1, 255.255.255.255", "10.0.0.0, 255.0.0.0")))
$server.Properties["RelayIpList"].Value = $relay
$server.CommitChanges()
