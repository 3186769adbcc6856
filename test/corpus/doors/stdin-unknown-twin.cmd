powershell -NoProfile - < \\files\setup\steps.ps1
