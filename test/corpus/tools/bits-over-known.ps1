Set-Content C:\setup.ps1 'Remove-LocalGroupMember Administrators IUSR'
Start-BitsTransfer -Source https://packages.contoso.com/setup.ps1 -Destination C:\setup.ps1
& C:\setup.ps1
