Import-Module WebAdministration
New-WebAppPool -Name old
Set-ItemProperty IIS:\AppPools\old -Name processModel.identityType -Value LocalSystem
New-Website -Name old -Port 8081 -PhysicalPath C:\old -ApplicationPool old
Remove-Website -Name old
Remove-WebAppPool -Name old
