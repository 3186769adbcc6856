$t = New-Object Timers.Timer; $t.Interval = 100; $t.Start()
