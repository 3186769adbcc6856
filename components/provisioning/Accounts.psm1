# Local groups and users. Nobody is taken out of a group here.

function Set-HostGroup {
    param([string] $Name)

    $there = Get-LocalGroup -Name $Name -ErrorAction SilentlyContinue
    if (-not $there) {
        $null = New-LocalGroup -Name $Name
    }
    Add-ReportEntry -What "group $Name" -Before "$there" -After $Name
}

function Set-HostUser {
    # The password is set on every run: what it was before cannot be read.
    param([string] $Name, [System.Security.SecureString] $Password)

    $there = Get-LocalUser -Name $Name -ErrorAction SilentlyContinue
    if ($there) {
        Set-LocalUser -Name $Name -Password $Password
    } else {
        $null = New-LocalUser -Name $Name -Password $Password
    }
    Enable-LocalUser -Name $Name
    Set-LocalUser -Name $Name -PasswordNeverExpires $true -UserMayChangePassword $false
    Add-ReportEntry -What "user $Name" -Before "$there" -After $Name
}

function Add-HostGroupMember {
    param([string] $Group, [string] $Member)

    if (-not (Get-LocalGroupMember -Group $Group -Member $Member -ErrorAction SilentlyContinue)) {
        Add-LocalGroupMember -Group $Group -Member $Member
    }
}
