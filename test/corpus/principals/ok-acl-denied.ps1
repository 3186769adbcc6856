icacls C:\Windows\System32\config /deny "Everyone:(W)"
