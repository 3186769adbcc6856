Install-WindowsFeature Web-Server
Import-Module WebAdministration
$n = "p-$env:STAGE"
New-WebAppPool $n
Set-ItemProperty "IIS:\AppPools\$n" -Name processModel.identityType -Value LocalSystem
Set-ItemProperty 'IIS:\Sites\Default Web Site' -Name applicationPool -Value $n
