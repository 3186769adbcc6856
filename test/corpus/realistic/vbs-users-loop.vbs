Option Explicit
Dim computer, accounts, account, user, group
Set computer = GetObject("WinNT://.")
computer.Filter = Array("user")
accounts = Array("app-read", "app-write", "app-batch")
For Each account In accounts
    Set user = computer.Create("user", account)
    user.SetPassword "Initial-" & account & "-1"
    user.Put "UserFlags", &H10000
    user.SetInfo
    Set group = GetObject("WinNT://./Users,group")
    group.Add user.ADsPath
Next
