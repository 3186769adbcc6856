Import-Module WebAdministration
New-LocalUser -Name webanon -NoPassword
Set-WebConfigurationProperty -Filter '//anonymousAuthentication' -PSPath 'IIS:\Sites\Default Web Site' -Name userName -Value 'webanon'
