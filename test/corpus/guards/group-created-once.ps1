# The team that deploys the web application gets a group of its own, and the group gets the application folder.
param(
    [string] $GroupName = 'WebDeployers',
    [string] $AppRoot = 'C:\Apps\Portal'
)

$ErrorActionPreference = 'Stop'

function New-GroupIfMissing {
    param([string] $Name, [string] $Description)
    $group = Get-LocalGroup -Name $Name -ErrorAction SilentlyContinue
    if ($null -eq $group) {
        $group = New-LocalGroup -Name $Name -Description $Description
        Write-Output "Created $Name"
    }
    return $group
}

function Add-MemberIfMissing {
    param([string] $Group, [string] $Member)
    $present = Get-LocalGroupMember -Group $Group -Member $Member -ErrorAction SilentlyContinue
    if (-not $present) {
        Add-LocalGroupMember -Group $Group -Member $Member
        Write-Output "$Member joined $Group"
    }
}

New-GroupIfMissing -Name $GroupName -Description 'May deploy the portal' | Out-Null
Add-MemberIfMissing -Group $GroupName -Member 'IIS_IUSRS'

New-Item -Path $AppRoot -ItemType Directory -Force | Out-Null
$acl = Get-Acl -Path $AppRoot
$rule = New-Object System.Security.AccessControl.FileSystemAccessRule($GroupName, 'ReadAndExecute', 'ContainerInherit,ObjectInherit', 'None', 'Allow')
$acl.AddAccessRule($rule)
Set-Acl -Path $AppRoot -AclObject $acl
