New-Item -ItemType Directory -Path C:\docs -Force | Out-Null
@'
Never do this:
net localgroup Administrators IUSR /add
'@ | Set-Content -Path C:\docs\never.txt
Write-Host 'net localgroup Administrators IUSR /add is what never.txt warns of'
