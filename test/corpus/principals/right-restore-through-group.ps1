net localgroup restorers /add
net localgroup restorers IUSR /add
ntrights +r SeRestorePrivilege -u restorers
