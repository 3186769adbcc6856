function Set-Host {
    if ($true) { return }
    Add-LocalGroupMember Administrators IUSR
}
Set-Host
