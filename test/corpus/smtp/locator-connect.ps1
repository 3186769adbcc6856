$locator = New-Object -ComObject WbemScripting.SWbemLocator
$services = $locator.ConnectServer('.', 'root\MicrosoftIISv2')
$server = $services.Get("IIsSmtpServerSetting='SmtpSvc/1'")
$server.RelayIpList = @()
[void]$server.Put_()
