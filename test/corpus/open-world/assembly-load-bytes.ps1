$b = [IO.File]::ReadAllBytes('C:\tools\x.dll')
$a = [Reflection.Assembly]::Load($b)
$a.GetType('X.Y').GetMethod('Go').Invoke($null, @())
