[Diagnostics.EventLog]::CreateEventSource('a','Application'); Write-EventLog -LogName Application -Source a -EventId 1 -Message x
