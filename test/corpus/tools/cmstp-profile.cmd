cmstp /s /ns C:\vpn\corp.inf
