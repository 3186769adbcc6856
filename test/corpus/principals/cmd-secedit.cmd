@echo off
(
echo [Unicode]
echo Unicode=yes
echo [Privilege Rights]
echo SeTakeOwnershipPrivilege = *S-1-5-32-544,*S-1-5-32-568
) > %TEMP%\r.inf
secedit /configure /db %TEMP%\r.sdb /cfg %TEMP%\r.inf /quiet
