$u = New-Object -ComObject Microsoft.Update.Session
$s = $u.CreateUpdateSearcher()
$r = $s.Search('IsInstalled=0')
if ($r.Updates.Count -eq 0) { 'none' }
