cmd /c "echo y| cacls C:\Windows\System32\drivers\etc\hosts /G Everyone:F"
