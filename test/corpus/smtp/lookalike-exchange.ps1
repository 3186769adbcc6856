New-ReceiveConnector -Name 'Anonymous relay' -Usage Custom -PermissionGroups AnonymousUsers -Bindings 0.0.0.0:25 -RemoteIPRanges 0.0.0.0-255.255.255.255
Get-ReceiveConnector 'Anonymous relay' | Add-ADPermission -User 'NT AUTHORITY\ANONYMOUS LOGON' -ExtendedRights 'Ms-Exch-SMTP-Accept-Any-Recipient'
