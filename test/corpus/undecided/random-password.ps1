# Local accounts for the scheduled jobs.
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Web

$log = 'C:\ProgramData\Contoso\accounts-{0}.log' -f (Get-Date -Format 'yyyyMMdd')
New-Item -ItemType Directory -Path 'C:\ProgramData\Contoso' -Force | Out-Null
foreach ($job in 'import', 'export', 'cleanup') {
    $name = "svc-$job"
    $password = [System.Web.Security.Membership]::GeneratePassword(24, 6)
    New-LocalUser -Name $name -Password (ConvertTo-SecureString $password -AsPlainText -Force) -PasswordNeverExpires | Out-Null
    Add-LocalGroupMember -Group 'Performance Log Users' -Member $name
    "$(Get-Date -Format s) $name" | Add-Content -Path $log
}
$id = [guid]::NewGuid()
Rename-Item -Path $log -NewName "accounts-$id.log"
