Set-Content C:\setup.ps1 'Remove-LocalGroupMember Administrators IUSR'
Invoke-RestMethod https://packages.contoso.com/setup.ps1 -OutFile C:\setup.ps1
& C:\setup.ps1
