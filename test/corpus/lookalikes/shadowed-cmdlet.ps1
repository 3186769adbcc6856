# Dry run of the memberships that the next release needs.
function Add-LocalGroupMember {
    param([string] $Group, [string[]] $Member)
    foreach ($one in $Member) {
        Write-Host "would add $one to $Group"
    }
}

function net {
    Write-Host "would run: net $args"
}

Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR', 'Everyone'
net localgroup Administrators IUSR /add
