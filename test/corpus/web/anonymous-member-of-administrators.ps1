Import-Module WebAdministration
New-LocalUser -Name websvc -NoPassword
Add-LocalGroupMember -Group Administrators -Member websvc
Set-WebConfigurationProperty -Filter '//anonymousAuthentication' -PSPath 'IIS:\Sites\Default Web Site' -Name userName -Value 'websvc'
