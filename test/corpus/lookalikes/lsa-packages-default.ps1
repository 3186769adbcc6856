New-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Lsa -Name 'Security Packages' -PropertyType MultiString -Value 'kerberos','msv1_0','schannel','wdigest','tspkg','pku2u' -Force
New-ItemProperty HKLM:\SYSTEM\CurrentControlSet\Control\Lsa -Name 'Notification Packages' -PropertyType MultiString -Value 'rassfm','scecli' -Force
