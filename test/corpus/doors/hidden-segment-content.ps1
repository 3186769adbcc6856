Install-WindowsFeature Web-Server, Web-Asp-Net45
Import-Module WebAdministration
New-WebAppPool site
Set-ItemProperty IIS:\AppPools\site processModel.identityType LocalSystem
New-Website -Name site -PhysicalPath C:\site -ApplicationPool site
icacls C:\site\upload /grant "IUSR:(OI)(CI)M"
