# Adds the account of an application to the groups it needs.
param(
    [Parameter(Mandatory = $true)]
    [ValidateNotNullOrEmpty()]
    [string] $Account,

    [string[]] $Groups = @('Administrators', 'Performance Monitor Users')
)

$ErrorActionPreference = 'Stop'
foreach ($group in $Groups) {
    try {
        Add-LocalGroupMember -Group $group -Member $Account
        Write-Output "$Account joined $group"
    }
    catch [Microsoft.PowerShell.Commands.MemberExistsException] {
        Write-Output "$Account is in $group already"
    }
}
