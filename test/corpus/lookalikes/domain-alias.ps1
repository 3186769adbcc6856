# The host receives for a second domain and passes on mail for one partner.
$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name SMTP-Server, Web-WMI | Out-Null

function Add-MailDomain {
    param([string] $Name, [int] $RouteAction)

    $class = [wmiclass] 'root\MicrosoftIISv2:IIsSmtpDomain'
    $domain = $class.CreateInstance()
    $domain.Name = "SmtpSvc/1/Domain/$Name"
    $domain.Put() | Out-Null
    $setting = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpDomainSetting -Filter "Name='SmtpSvc/1/Domain/$Name'"
    $setting.RouteAction = $RouteAction
    $setting.Put() | Out-Null
    Write-Output "$Name routes with $RouteAction"
}

Add-MailDomain -Name 'shop.contoso.com' -RouteAction 16
Add-MailDomain -Name '*.partner.example' -RouteAction 4096
