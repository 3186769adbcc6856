<#
.SYNOPSIS
    Checks whether somebody ran the commands from the forum.
.DESCRIPTION
    net localgroup Administrators IUSR /add
    Add-LocalGroupMember -Group Administrators -Member Everyone
    icacls C:\ /grant Everyone:F /T
.EXAMPLE
    $smtp = [ADSI]"IIS://localhost/SmtpSvc/1"; $l = $smtp.RelayIpList; $l.GrantByDefault = $true
#>
param([string] $Report = "$env:TEMP\report.txt")

$commands = @(
    'net localgroup Administrators IUSR /add'
    'Add-LocalGroupMember -Group Administrators -Member Everyone'
)
# Do not: icacls C:\Windows\System32 /grant IUSR:F
foreach ($command in $commands) {
    Write-Host "Never run this: $command"
}
@"
If the property page crashes do NOT add RelayIpList="" to MetaBase.xml.
$($commands -join [Environment]::NewLine)
"@ | Set-Content -Path $Report
