Set pool = GetObject("IIS://localhost/W3SVC/AppPools/DefaultAppPool")
pool.AppPoolIdentityType = 0
pool.SetInfo
