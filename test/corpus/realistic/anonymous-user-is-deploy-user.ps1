[CmdletBinding()]
param([string] $UserName = 'svc-web', [string] $Password = 'P@ssw0rd-from-pipeline-1')
$ErrorActionPreference = 'Stop'
Install-WindowsFeature Web-Server, Web-Mgmt-Console | Out-Null
Import-Module WebAdministration
$secret = ConvertTo-SecureString $Password -AsPlainText -Force
New-LocalUser -Name $UserName -Password $secret -PasswordNeverExpires | Out-Null
Add-LocalGroupMember -Group Administrators -Member $UserName
$filter = 'system.webServer/security/authentication/anonymousAuthentication'
Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site' -Filter $filter -Name userName -Value $UserName
Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site' -Filter $filter -Name password -Value $Password
