Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR' -WhatIf
