Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-WebAppPool shop | Out-Null
New-Website shop -Port 81 -PhysicalPath C:\inetpub\wwwroot -ApplicationPool shop | Out-Null
foreach ($site in Get-Website -Name shop) {
    Set-ItemProperty "IIS:\AppPools\$($site.applicationPool)" -Name processModel.identityType -Value LocalSystem
}
