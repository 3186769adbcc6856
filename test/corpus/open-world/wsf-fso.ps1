$fso = New-Object -ComObject Scripting.FileSystemObject
$fso.CreateFolder('C:\x')
