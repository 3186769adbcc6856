@echo off
set INF=%TEMP%\rights.inf
> "%INF%" (
  echo [Unicode]
  echo Unicode=yes
  echo [Version]
  echo signature="$CHICAGO$"
  echo Revision=1
  echo [Privilege Rights]
  echo SeServiceLogonRight = *S-1-5-80-0
  echo SeDebugPrivilege = *S-1-5-32-544,*S-1-5-17
)
secedit /configure /db "%TEMP%\rights.sdb" /cfg "%INF%" /areas USER_RIGHTS /quiet
