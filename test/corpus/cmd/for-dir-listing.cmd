@echo off
for /f "delims=" %%f in ('dir /b /s C:\setup\*.msi') do msiexec /i "%%f" /qn
