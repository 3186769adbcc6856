New-NetFirewallRule -DisplayName x -ContosoThing 3
