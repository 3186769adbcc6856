function Set-Member {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Group, [string[]] $Member)
    foreach ($one in $Member) {
        if ($PSCmdlet.ShouldProcess($Group, "add $one")) { net localgroup $Group $one /add | Out-Null }
    }
}
Set-Member -Group Administrators -Member IUSR -WhatIf
