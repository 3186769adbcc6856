Set wmi = GetObject("winmgmts:{impersonationLevel=impersonate}!\\.\root\cimv2")
Set fso = CreateObject("Scripting.FileSystemObject")
Set log = fso.CreateTextFile("C:\logs\inventory.txt", True)
For Each disk In wmi.ExecQuery("Select * from Win32_LogicalDisk Where DriveType = 3")
  log.WriteLine disk.DeviceID & " " & FormatNumber(disk.FreeSpace / 1024 / 1024, 0)
Next
For Each service In wmi.InstancesOf("Win32_Service")
  If service.State = "Running" Then log.WriteLine service.Name & vbTab & service.StartName
Next
log.Close
WScript.Echo "done at " & Now
