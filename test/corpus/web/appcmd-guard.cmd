@echo off
set APPCMD=%windir%\system32\inetsrv\appcmd.exe
%APPCMD% list apppool "portal" >nul 2>&1 || %APPCMD% add apppool /name:"portal"
%APPCMD% set apppool "portal" /processModel.identityType:ApplicationPoolIdentity
