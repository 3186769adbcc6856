@echo off
for /f "tokens=2 delims==" %%G in ('wmic group where "SID='S-1-5-32-545'" get name /value') do set GRP=%%G
net localgroup "%GRP%" IUSR /add
