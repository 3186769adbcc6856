Set root = GetObject("LDAP://RootDSE")
Set ou = GetObject("LDAP://OU=Web," & root.Get("defaultNamingContext"))
Set user = ou.Create("user", "CN=web-deploy")
user.Put "sAMAccountName", "web-deploy"
user.SetInfo
