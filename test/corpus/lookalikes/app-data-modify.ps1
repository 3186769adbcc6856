# The portal keeps its database and uploads in folders of their own.
param([string] $Site = 'Portal', [string] $Root = 'C:\Sites\Portal')

$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name Web-Server, Web-Asp-Net45, Web-Scripting-Tools | Out-Null
Import-Module WebAdministration

$folders = @{
    (Join-Path $Root 'App_Data') = 'Modify'
    (Join-Path $Root 'Uploads')  = 'Write'
    (Join-Path $Root 'Logs')     = 'Modify'
}
New-Item -ItemType Directory -Path $Root -Force | Out-Null
New-WebAppPool -Name $Site | Out-Null
New-Website -Name $Site -Port 80 -PhysicalPath $Root -ApplicationPool $Site -Force | Out-Null

foreach ($path in $folders.Keys) {
    New-Item -ItemType Directory -Path $path -Force | Out-Null
    $acl = Get-Acl -Path $path
    $rule = [System.Security.AccessControl.FileSystemAccessRule]::new("IIS AppPool\$Site", $folders[$path], 'ContainerInherit, ObjectInherit', 'None', 'Allow')
    $acl.SetAccessRule($rule)
    Set-Acl -Path $path -AclObject $acl
}
