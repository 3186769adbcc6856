Import-Module WebAdministration
New-WebAppPool -Name 'Intranet'
Set-ItemProperty 'IIS:\AppPools\Intranet' -Name processModel -Value @{ identityType = 'LocalSystem' }
New-Website -Name 'Intranet' -Port 8080 -PhysicalPath 'C:\inetpub\intranet' -ApplicationPool 'Intranet'
