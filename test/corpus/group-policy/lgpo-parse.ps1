@'
[Unicode]
Unicode=yes
[Privilege Rights]
SeTcbPrivilege = *S-1-5-17
'@ | Out-File C:\Setup\GptTmpl.inf -Encoding unicode
LGPO.exe /parse /m C:\Setup\registry.pol
