Set user = GetObject("WinNT://./deploy,user")
user.SetPassword InputBox("Password")
user.SetInfo
