# Common functions of the team live on the share.
$share = '\\files.contoso.com\it\modules'
Import-Module "$share\ContosoHost.psm1" -Force
. "$share\Settings.ps1"

Initialize-ContosoHost -Role Web
