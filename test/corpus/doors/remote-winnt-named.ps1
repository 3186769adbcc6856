([ADSI]'WinNT://web07/Administrators,group').Add('WinNT://Everyone')
