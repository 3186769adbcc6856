throw 'not on this host'
Add-LocalGroupMember Administrators IUSR
