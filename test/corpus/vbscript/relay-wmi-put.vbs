strComputer = "."
Set objWMIService = GetObject("winmgmts:" _
    & "{authenticationLevel=pktPrivacy}!\\" _
    & strComputer & "\root\microsoftiisv2")
Set colItems = objWMIService.ExecQuery("Select * from IIsIPSecuritySetting Where Name = 'SmtpSvc/1'")
For Each objItem In colItems
    objItem.GrantByDefault = True
    objItem.Put_
Next
