%windir%\system32\inetsrv\appcmd list apppool /xml | %windir%\system32\inetsrv\appcmd recycle apppool /in
