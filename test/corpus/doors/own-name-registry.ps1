$computer = (Get-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName).ComputerName
C:\Windows\System32\inetsrv\appcmd.exe set config -section:anonymousAuthentication "-userName:$computer\Administrator" -commit:apphost
