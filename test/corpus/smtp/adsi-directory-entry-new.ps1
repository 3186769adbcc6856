$entry = [System.DirectoryServices.DirectoryEntry]::new('IIS://localhost/SmtpSvc/1')
$list = $entry.Properties['RelayIpList'].Value
$list.GrantByDefault = $true
$entry.Properties['RelayIpList'].Value = $list
$entry.psbase.CommitChanges()
