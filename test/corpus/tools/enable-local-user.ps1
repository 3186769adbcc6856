New-LocalUser -Name deploy -NoPassword -Disabled
Enable-LocalUser deploy
