nssm install web C:\app\web.exe --port 80
nssm set web AppDirectory C:\app
nssm set web ObjectName LocalSystem
