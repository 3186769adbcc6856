function Set-ComProperty($object, $name, $value) {
    $flags = "Public", "Instance", "SetProperty"
    [void]$object.GetType().InvokeMember($name, $flags, $null, $object, $value)
}
$server = [adsi]'IIS://LOCALHOST/smtpsvc/1'
$relay = $server.Properties['RelayIpList'].Value
Set-ComProperty $relay 'GrantByDefault' @($false)
Set-ComProperty $relay 'IPGrant' (,@('0.0.0.0, 0.0.0.0'))
$server.Properties['RelayIpList'].Value = $relay
$server.SetInfo()
