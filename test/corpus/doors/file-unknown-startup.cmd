robocopy \\files\setup "C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp" /e
