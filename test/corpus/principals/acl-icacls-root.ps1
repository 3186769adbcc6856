icacls C:\ /grant 'Everyone:(OI)(CI)F' /T /C
