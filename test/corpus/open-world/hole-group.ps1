$g = [ADSI]"WinNT://./$env:GRP,group"
$g.Add('WinNT://NT AUTHORITY/IUSR')
