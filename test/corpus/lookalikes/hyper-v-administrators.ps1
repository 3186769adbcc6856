# Build hosts: the agent makes virtual machines for its jobs.
param([string] $Agent = 'svc-agent')

$ErrorActionPreference = 'Stop'

function Join-Group {
    param([string] $Sid, [string] $Member)

    $group = Get-LocalGroup -SID $Sid
    Add-LocalGroupMember -Group $group -Member $Member
    Write-Output "$Member joined $($group.Name)"
}

$performance = @(
    'S-1-5-32-558'  # Performance Monitor Users
    'S-1-5-32-559'  # Performance Log Users
)
foreach ($sid in $performance) {
    Join-Group -Sid $sid -Member 'IIS_IUSRS'
}
Add-LocalGroupMember -Group 'Remote Desktop Users' -Member 'Administrator'
Add-LocalGroupMember -Group 'Hyper-V Administrators' -Member $Agent
