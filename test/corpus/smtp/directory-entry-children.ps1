Add-Type -AssemblyName System.DirectoryServices
$root = New-Object DirectoryServices.DirectoryEntry "IIS://localhost/SmtpSvc"
$vs = $root.Children.Find('1', 'IIsSmtpServer')
$rl = $vs.Properties['RelayIpList'][0]
[void]$rl.GetType().InvokeMember('GrantByDefault', [Reflection.BindingFlags]::SetProperty, $null, $rl, @([bool]1))
$vs.Properties['RelayIpList'].Clear()
[void]$vs.Properties['RelayIpList'].Add($rl)
$vs.CommitChanges()
