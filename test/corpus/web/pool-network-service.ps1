Import-Module WebAdministration
New-WebAppPool -Name web
Set-ItemProperty IIS:\AppPools\web -Name processModel.identityType -Value NetworkService
New-Website -Name web -Port 80 -PhysicalPath C:\web -ApplicationPool web
