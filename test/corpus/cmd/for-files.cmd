@echo off
for %%f in (C:\setup\*.msi) do msiexec /i "%%f" /qn
for /r C:\inetpub %%f in (*.bak) do del "%%f"
for /d %%d in (C:\temp\*) do rd /s /q "%%d"
