param([string]$Code)
Set-Item function:Set-It $Code
Set-It
