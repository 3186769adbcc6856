$n = New-Object -ComObject WScript.Network
$n.MapNetworkDrive('Z:','\\srv\share')
