Grant-CServicePermission -Name wuauserv -Identity 'CONTOSO\deploy' -Start -Stop
