# Restores the user rights that a hardening template took away from the worker processes.
$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name Web-Server | Out-Null

$template = Join-Path $env:TEMP 'restore.inf'
@'
[Unicode]
Unicode=yes
[Version]
signature="$CHICAGO$"
Revision=1
[Privilege Rights]
SeImpersonatePrivilege = *S-1-5-19,*S-1-5-20,*S-1-5-32-544,*S-1-5-6,*S-1-5-32-568
SeBatchLogonRight = *S-1-5-32-544,*S-1-5-32-551,*S-1-5-32-559,*S-1-5-32-568
'@ | Set-Content -Path $template -Encoding Unicode

& secedit.exe /configure /db "$env:TEMP\restore.sdb" /cfg $template /areas USER_RIGHTS /quiet
Remove-Item -Path $template
