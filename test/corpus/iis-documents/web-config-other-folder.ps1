Install-WindowsFeature Web-Server
& $env:windir\System32\inetsrv\appcmd.exe unlock config -section:system.webServer/security/authentication/anonymousAuthentication
@'
<configuration><system.webServer><security><authentication>
<anonymousAuthentication userName="Administrator" />
</authentication></security></system.webServer></configuration>
'@ | Set-Content C:\templates\web.config
