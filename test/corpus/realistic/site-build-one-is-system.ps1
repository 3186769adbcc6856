Install-WindowsFeature Web-Server -IncludeManagementTools | Out-Null
Import-Module WebAdministration

$sites = @(
    @{ Name = 'www';    Port = 80;   Path = 'C:\sites\www' }
    @{ Name = 'agent';  Port = 8090; Path = 'C:\sites\agent'; Identity = 'LocalSystem' }
)
foreach ($site in $sites) {
    $identity = if ($site.ContainsKey('Identity')) { $site.Identity } else { 'ApplicationPoolIdentity' }
    New-Item -Path $site.Path -ItemType Directory -Force | Out-Null
    New-WebAppPool -Name $site.Name | Out-Null
    Set-ItemProperty "IIS:\AppPools\$($site.Name)" -Name processModel.identityType -Value $identity
    New-Website -Name $site.Name -Port $site.Port -PhysicalPath $site.Path -ApplicationPool $site.Name | Out-Null
}
