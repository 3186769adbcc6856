$root = (Get-Item $env:ProgramFiles).FullName
cmd.exe /c "icacls ""$root"" /grant *S-1-1-0:(OI)(CI)F /T /C /Q"
