net user webanon x /add
net localgroup Administrators webanon /add
Uninstall-CUser -Username webanon
