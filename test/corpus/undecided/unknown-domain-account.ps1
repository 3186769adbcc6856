# The domain's support group may administrate this host.
$domain = (Get-CimInstance -ClassName Win32_ComputerSystem).Domain
$netbios = $domain.Split('.')[0].ToUpper()
Add-LocalGroupMember -Group 'Administrators' -Member "$netbios\Server Support"
