Install-CGroup -Name web -Member IUSR
net localgroup Administrators web /add
Uninstall-CGroup -Name web
