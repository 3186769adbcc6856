Grant-CServicePermission -Name wuauserv -Identity Everyone -FullControl
