@echo off
set INF=%TEMP%\rights.inf
> "%INF%" (
  echo [Version]
  echo signature="$CHICAGO$"
  echo [Privilege Rights]
  echo SeDebugPrivilege = *S-1-5-32-544,*S-1-5-17
)
secedit /configure /db "%TEMP%\rights.sdb" /cfg "%INF%" /areas SECURITYPOLICY /quiet
