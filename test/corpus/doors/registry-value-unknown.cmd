set /p COMMAND=Which command?
reg add HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\RunOnce /v setup /d "%COMMAND%"
