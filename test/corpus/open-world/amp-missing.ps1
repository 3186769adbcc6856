& (Get-ItemProperty HKLM:\Software\Contoso).Installer
