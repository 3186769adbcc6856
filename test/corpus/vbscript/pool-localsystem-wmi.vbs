Set web = GetObject("winmgmts:root\WebAdministration")
Set pool = web.Get("ApplicationPool.Name='DefaultAppPool'")
pool.ProcessModel.IdentityType = 0
pool.Put_
