set GROUP=Users
set /p GROUP=<nul
net localgroup "%GROUP%" IUSR /add
