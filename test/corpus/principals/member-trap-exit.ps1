trap { Write-Error $_; exit 1 }
$ErrorActionPreference = 'Stop'
Add-LocalGroupMember -Group 'Administrators' -Member 'Everyone'
