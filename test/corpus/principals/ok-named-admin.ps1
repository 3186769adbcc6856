$password = ConvertTo-SecureString 'P@ssw0rd-7f3!' -AsPlainText -Force
New-LocalUser -Name 'opsadmin' -Password $password -PasswordNeverExpires
Add-LocalGroupMember -Group 'Administrators' -Member 'opsadmin'
