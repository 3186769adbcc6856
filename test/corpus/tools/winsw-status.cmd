C:\svc\winsw.exe status
