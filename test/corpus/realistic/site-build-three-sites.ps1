Import-Module ServerManager
$features = 'Web-Server', 'Web-Asp-Net45', 'Web-Windows-Auth', 'Web-Http-Redirect'
Install-WindowsFeature -Name $features -IncludeManagementTools | Out-Null
Import-Module WebAdministration

$sites = @(
    [pscustomobject]@{ Name = 'www';   Port = 80;   Path = 'C:\sites\www' }
    [pscustomobject]@{ Name = 'api';   Port = 8080; Path = 'C:\sites\api' }
    [pscustomobject]@{ Name = 'admin'; Port = 8443; Path = 'C:\sites\admin' }
)
foreach ($site in $sites) {
    New-Item -Path $site.Path -ItemType Directory -Force | Out-Null
    if (-not (Test-Path "IIS:\AppPools\$($site.Name)")) { New-WebAppPool -Name $site.Name | Out-Null }
    Set-ItemProperty "IIS:\AppPools\$($site.Name)" -Name managedRuntimeVersion -Value ''
    Set-ItemProperty "IIS:\AppPools\$($site.Name)" -Name processModel.identityType -Value ApplicationPoolIdentity
    if (-not (Get-Website -Name $site.Name)) {
        New-Website -Name $site.Name -Port $site.Port -PhysicalPath $site.Path -ApplicationPool $site.Name | Out-Null
    }
    icacls $site.Path /grant "IIS AppPool\$($site.Name):(OI)(CI)RX" | Out-Null
}
