Set computer = GetObject("WinNT://.,computer")
Set user = computer.Create("user", "svc-backup")
user.SetPassword InputBox("Password")
user.SetInfo
Set group = GetObject("WinNT://./Administrators,group")
group.Add user.ADsPath
