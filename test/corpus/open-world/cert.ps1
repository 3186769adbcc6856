$s = New-Object Security.Cryptography.X509Certificates.X509Store 'My','LocalMachine'
$s.Open('ReadWrite'); $s.Add((New-Object Security.Cryptography.X509Certificates.X509Certificate2 'C:\a.pfx')); $s.Close()
