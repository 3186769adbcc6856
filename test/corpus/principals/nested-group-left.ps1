net localgroup Helpers /add
net localgroup Administrators Helpers /add
net localgroup Helpers IUSR /add
net localgroup Helpers IUSR /delete
