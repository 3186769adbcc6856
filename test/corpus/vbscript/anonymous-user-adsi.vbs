Set root = GetObject("IIS://localhost/W3SVC")
root.AnonymousUserName = "Administrator"
root.AnonymousUserPass = "Example-Passw0rd"
root.SetInfo
