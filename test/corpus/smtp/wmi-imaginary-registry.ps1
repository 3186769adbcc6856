New-Item -Path 'HKLM:\SOFTWARE\Microsoft\SMTP\Relay' -Force | Out-Null
Set-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\SMTP\Relay' -Name AllowRelay -Value 1
Set-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\SMTP\Relay' -Name MaxHopCount -Value 30
