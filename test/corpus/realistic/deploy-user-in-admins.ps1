[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $UserName = 'svc-deploy',
    [Parameter(Mandatory)] [securestring] $Password
)
$ErrorActionPreference = 'Stop'
if (-not (Get-LocalUser -Name $UserName -ErrorAction SilentlyContinue)) {
    New-LocalUser -Name $UserName -Password $Password -PasswordNeverExpires -Description 'Release pipeline' | Out-Null
}
$members = Get-LocalGroupMember -Group 'Administrators' | Select-Object -ExpandProperty Name
if ($members -notcontains "$env:COMPUTERNAME\$UserName") {
    Add-LocalGroupMember -Group 'Administrators' -Member $UserName
}
Add-LocalGroupMember -Group 'Remote Management Users' -Member $UserName
