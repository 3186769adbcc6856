$group = 'Users'
Set-Variable group Administrators -WhatIf
Add-LocalGroupMember -Group $group -Member Everyone
