$flags = [Reflection.BindingFlags]"Public,Instance,SetProperty"
$server = New-Object System.DirectoryServices.DirectoryEntry("IIS://localhost/SmtpSvc/1")
$relay = $server.Properties["RelayIpList"].Value
$relay.GetType().InvokeMember("GrantByDefault", $flags, $null, $relay, @($true))
$server.Properties["RelayIpList"].Value = $relay
$server.CommitChanges()
