'svc-web', 'Everyone' | Where-Object { $_ -notlike 'svc*' } -OutVariable picked | Out-Null
Add-LocalGroupMember -Group Administrators -Member $picked
