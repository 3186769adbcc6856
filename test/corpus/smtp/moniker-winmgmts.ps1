Add-Type -AssemblyName Microsoft.VisualBasic
$wmi = [Microsoft.VisualBasic.Interaction]::GetObject('winmgmts:{impersonationLevel=impersonate}!\\.\root\MicrosoftIISv2')
foreach ($server in $wmi.ExecQuery("select * from IIsSmtpServerSetting where Name='SmtpSvc/1'")) {
    $server.RelayIpList = @()
    [void]$server.Put_()
}
