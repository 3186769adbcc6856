$env:WHO = 'IUSR'
Clear-Item Env:\WHO
if ($env:WHO) { net localgroup Administrators $env:WHO /add }
