Set-Content C:\r.inf @'
[Privilege Rights]
SeDebugPrivilege = *S-1-5-17
'@
