icacls C:\Windows\System32 /e /g Everyone:F
