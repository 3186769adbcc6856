strGroup = "Administrators"
Set objGroup = GetObject("WinNT://" & CreateObject("WScript.Shell").ExpandEnvironmentStrings("%COMPUTERNAME%") & "/" & strGroup & ",group")
Set objUser = GetObject("WinNT://IIS APPPOOL/" & "DefaultAppPool")
objGroup.Add(objUser.ADsPath)
