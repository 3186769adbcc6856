Start-DscConfiguration -Path \\contoso\dsc\web -Wait -Force
