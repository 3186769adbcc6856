Set-Content C:\r.inf @'
[Privilege Rights]
SeDebugPrivilege =
SeTcbPrivilege =
'@
secedit /configure /db C:\r.sdb /cfg C:\r.inf
