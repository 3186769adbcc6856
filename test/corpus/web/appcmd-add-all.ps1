$appcmd = "$env:windir\system32\inetsrv\appcmd.exe"
& $appcmd add apppool /name:shop /processModel.identityType:LocalSystem
& $appcmd add site /name:shop /bindings:http://*:8080 /physicalPath:C:\shop
& $appcmd set app "shop/" /applicationPool:shop
