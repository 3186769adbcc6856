robocopy \\files\setup D:\data /e
