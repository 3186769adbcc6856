Get-Content \\files\setup\steps.txt | cmd
