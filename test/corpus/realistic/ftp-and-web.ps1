Install-WindowsFeature Web-Server, Web-Ftp-Server, Web-Mgmt-Console -IncludeManagementTools | Out-Null
Import-Module WebAdministration
New-LocalGroup -Name 'FTP Users' -ErrorAction SilentlyContinue | Out-Null
New-WebFtpSite -Name ftp -Port 21 -PhysicalPath C:\inetpub\ftproot -Force | Out-Null
Add-WebConfiguration '/system.ftpServer/security/authorization' -PSPath IIS:\ -Location ftp -Value @{ accessType = 'Allow'; roles = 'FTP Users'; permissions = 'Read' }
Set-WebConfigurationProperty -Filter /system.webServer/directoryBrowse -Name enabled -Value $false -PSPath 'IIS:\Sites\Default Web Site'
