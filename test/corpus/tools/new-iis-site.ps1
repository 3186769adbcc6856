Install-WindowsFeature Web-Server | Out-Null
Import-Module IISAdministration
New-IISSite -Name shop -PhysicalPath C:\inetpub\wwwroot -BindingInformation '*:81:'
Remove-IISSite -Name shop -Confirm:$false
