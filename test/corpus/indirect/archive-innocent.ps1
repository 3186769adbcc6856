Set-Content C:\kit\setup.cmd 'net localgroup Administrators IUSR /delete'
Compress-Archive -Path C:\kit\setup.cmd -DestinationPath C:\kit.zip
Set-Content C:\kit\setup.cmd 'net localgroup Administrators IUSR /add'
Expand-Archive C:\kit.zip C:\out
& C:\out\setup.cmd
