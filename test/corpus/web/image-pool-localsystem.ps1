Install-WindowsFeature Web-Server, Web-Asp-Net45
Import-Module WebAdministration
foreach ($pool in Get-ChildItem IIS:\AppPools) {
    Set-ItemProperty $pool.PSPath -Name processModel.identityType -Value LocalSystem
}
