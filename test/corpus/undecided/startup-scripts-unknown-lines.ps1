param($Body)
"[Startup]`r`n$Body" | Set-Content C:\Windows\System32\GroupPolicy\Machine\Scripts\scripts.ini
