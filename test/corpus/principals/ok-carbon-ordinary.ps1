Import-Module Carbon
Install-CGroup -Name 'Deployers' -Description 'May deploy' -Member 'CONTOSO\deploy'
Add-CGroupMember -Name 'Administrators' -Member 'Deployers'
Grant-CPermission -Path 'D:\sites' -Identity 'IIS_IUSRS' -Permission ReadAndExecute
