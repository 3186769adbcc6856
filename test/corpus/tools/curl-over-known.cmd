echo net localgroup Administrators IUSR /delete> C:\setup.cmd
curl -fsSL -o C:\setup.cmd https://packages.contoso.com/setup.cmd
call C:\setup.cmd
