Invoke-CimMethod -Namespace root/MicrosoftIISv2 -ClassName IIsSmtpServer -MethodName Stop -ErrorAction SilentlyContinue
$q = New-CimInstance -Namespace root/MicrosoftIISv2 -ClassName IIsSmtpServerSetting -Key Name -Property @{ Name = 'SmtpSvc/1' } -ClientOnly
Set-CimInstance -InputObject $q -Property @{ RelayIpList = [byte[]]@() }
