Set shell = CreateObject("WScript.Shell")
code = "$s = [ADSI]'IIS://localhost/smtpsvc/1'; $l = $s.Properties['RelayIpList'].Value; $l.GrantByDefault = $true; $s.Properties['RelayIpList'].Value = $l; $s.CommitChanges()"
shell.Run "powershell -NoProfile -Command """ & code & """", 0, True
