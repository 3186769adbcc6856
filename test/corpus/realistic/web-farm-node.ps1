$ErrorActionPreference = 'Stop'
$siteName = 'portal'
$root = 'D:\Sites\portal'
Install-WindowsFeature Web-Server, Web-Asp-Net45, Web-Mgmt-Console | Out-Null
Import-Module WebAdministration
New-Item -ItemType Directory -Path $root -Force | Out-Null
if (Test-Path "IIS:\AppPools\$siteName") { Remove-WebAppPool $siteName }
New-WebAppPool -Name $siteName | Out-Null
Set-ItemProperty "IIS:\AppPools\$siteName" -Name processModel.identityType -Value ApplicationPoolIdentity
if (-not (Get-Website -Name $siteName)) {
    New-Website -Name $siteName -PhysicalPath $root -ApplicationPool $siteName -Port 8080 | Out-Null
}
$acl = Get-Acl $root
$rule = New-Object System.Security.AccessControl.FileSystemAccessRule("IIS AppPool\$siteName", 'ReadAndExecute', 'ContainerInherit,ObjectInherit', 'None', 'Allow')
$acl.AddAccessRule($rule)
Set-Acl -Path $root -AclObject $acl
