Set-LocalUser -Name Guest -Description 'not used'
Disable-LocalUser Guest
