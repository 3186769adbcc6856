$computer = (Get-WmiObject Win32_ComputerSystem).Name
Set-WebConfigurationProperty -Filter system.webServer/security/authentication/anonymousAuthentication -PSPath IIS:\ -Name userName -Value "$computer\Administrator"
