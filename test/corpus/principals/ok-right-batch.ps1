$inf = @'
[Privilege Rights]
SeBatchLogonRight = *S-1-5-32-544,*S-1-5-32-551,*S-1-5-32-568
SeServiceLogonRight = *S-1-5-17
'@
$inf | Out-File C:\r.inf
secedit /configure /db C:\r.sdb /cfg C:\r.inf
