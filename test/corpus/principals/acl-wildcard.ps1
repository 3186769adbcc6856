icacls "C:\Program Files\*" /grant "Users:(OI)(CI)M" /T
