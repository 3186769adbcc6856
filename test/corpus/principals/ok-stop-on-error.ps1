$ErrorActionPreference = 'Stop'
Install-WindowsFeature SMTP-Server
Add-LocalGroupMember -Group 'Administrators' -Member 'svc'
