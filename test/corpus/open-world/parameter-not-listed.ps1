New-WebAppPool -Name x -IdentityKind LocalSystem
