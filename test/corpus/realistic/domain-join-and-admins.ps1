param([string] $Domain = 'corp.contoso.com', [string] $OperatorsGroup = 'CORP\Web Operators')
$admins = Get-LocalGroupMember -Group 'Administrators' -ErrorAction SilentlyContinue
if (-not ($admins | Where-Object { $_.Name -eq $OperatorsGroup })) {
    try {
        Add-LocalGroupMember -Group 'Administrators' -Member $OperatorsGroup -ErrorAction Stop
    }
    catch [Microsoft.PowerShell.Commands.MemberExistsException] {
        Write-Verbose 'already there'
    }
}
