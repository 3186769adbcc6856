Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Lsa RunAsPPL 1
Set-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Lsa LmCompatibilityLevel 5
