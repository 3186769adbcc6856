function Set-MailSetting {
    param([Parameter(Mandatory)][string]$Name, [Parameter(Mandatory)][string]$Setting, $Value)
    $server = Get-WmiObject IISSmtpServerSetting -Namespace 'ROOT\MicrosoftIISv2' | Where-Object { $_.Name -like "SmtpSVC/${Name}" }
    $server.$Setting = $Value
    [void]$server.Put()
}
Set-MailSetting 1 HopCount 20
Set-MailSetting 1 RelayIpList ([byte[]]@())
