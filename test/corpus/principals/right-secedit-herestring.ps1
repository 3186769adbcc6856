$inf = @'
[Unicode]
Unicode=yes
[Version]
signature="$CHICAGO$"
Revision=1
[Privilege Rights]
SeDebugPrivilege = *S-1-5-32-544,*S-1-5-17
'@
Set-Content -Path "$env:TEMP\rights.inf" -Value $inf -Encoding Unicode
secedit /configure /db "$env:TEMP\rights.sdb" /cfg "$env:TEMP\rights.inf" /areas USER_RIGHTS /quiet
