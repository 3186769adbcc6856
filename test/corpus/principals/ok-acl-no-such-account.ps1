icacls C:\Windows\System32 /grant "webgroup:(OI)(CI)F"
