Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
& "$env:SystemRoot\System32\notepad.exe" /p setup.txt
Remove-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
