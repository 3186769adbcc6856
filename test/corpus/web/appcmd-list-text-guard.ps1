$appcmd = "$env:windir\system32\inetsrv\appcmd.exe"
$identity = & $appcmd list apppool "DefaultAppPool" /text:processModel.identityType
if ($identity -ne 'LocalSystem') {
    & $appcmd set apppool "DefaultAppPool" /processModel.identityType:LocalSystem
}
