curl -s -o C:\go.cmd https://downloads.contoso.com/go.cmd
call C:\go.cmd
