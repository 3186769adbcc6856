Import-Module WebAdministration
if (-not (Test-Path 'IIS:\AppPools\portal')) {
    New-WebAppPool -Name portal
}
Set-ItemProperty 'IIS:\AppPools\portal' -Name processModel.identityType -Value LocalSystem
New-Website -Name portal -Port 80 -PhysicalPath 'C:\portal' -ApplicationPool portal
