Add-LocalGroupMember -Group {{GROUP}} -Member {{USER}}
