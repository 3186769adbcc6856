Set pool = GetObject("IIS://localhost/W3SVC/AppPools/DefaultAppPool")
pool.AppPoolIdentityType = 2
pool.SetInfo
