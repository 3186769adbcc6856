# The maintenance page restarts the spooler. It needs start and stop on that one service.
$ErrorActionPreference = 'Stop'
$service = 'Spooler'

$sddl = 'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)(A;;CCLCSWLOCRRC;;;IU)(A;;CCLCSWLOCRRC;;;SU)'
$page = '(A;;CCLCRPWPLO;;;S-1-5-17)'

& sc.exe sdset $service ($sddl + $page)
if ($LASTEXITCODE -ne 0) {
    throw "The rights of $service could not be set"
}
& sc.exe sdshow $service
