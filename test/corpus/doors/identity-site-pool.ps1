Import-Module WebAdministration
New-WebAppPool admin
Set-ItemProperty IIS:\AppPools\admin processModel.identityType LocalSystem
$pool = Read-Host
Set-ItemProperty 'IIS:\Sites\Default Web Site' applicationPool $pool
