net localgroup Administrators IUSR /delete
net localgroup Administrators "IIS APPPOOL\Shop" /delete
