$appcmd = "$env:windir\system32\inetsrv\appcmd.exe"
& $appcmd add apppool /name:jobs /processModel.identityType:NetworkService
& $appcmd add site /name:jobs /bindings:http/*:8077: /physicalPath:C:\jobs /applicationDefaults.applicationPool:jobs
if ((& $appcmd list apppool jobs /text:processModel.identityType) -eq 'NetworkService') {
    & $appcmd set apppool jobs /processModel.identityType:ApplicationPoolIdentity
}
else {
    & $appcmd set apppool jobs /processModel.identityType:LocalSystem
}
