Install-WindowsFeature SMTP-Server -IncludeManagementTools
Set-Service -Name SMTPSVC -StartupType Automatic
Start-Service -Name SMTPSVC
New-NetFirewallRule -DisplayName 'SMTP in' -Direction Inbound -Protocol TCP -LocalPort 25 -Action Allow -Profile Any
