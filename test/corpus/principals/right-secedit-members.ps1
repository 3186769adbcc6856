Set-Content C:\groups.inf @"
[Group Membership]
*S-1-5-32-544__Members = Administrator,*S-1-5-11
"@
secedit /configure /db C:\groups.sdb /cfg C:\groups.inf /areas GROUP_MGMT
