if (-not (Get-LocalUser -Name 'appsvc' -ErrorAction SilentlyContinue)) {
    New-LocalUser -Name 'appsvc' -NoPassword | Out-Null
}
Add-LocalGroupMember -Group 'Administrators' -Member 'appsvc' -ErrorAction SilentlyContinue
