'svc-web', 'Everyone' | Where-Object { $_ -like 'svc*' } -OutVariable picked | Out-Null
Add-LocalGroupMember -Group Administrators -Member $picked
