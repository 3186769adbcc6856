set /p NAME=Which site?
net localgroup Administrators "IIS AppPool\site-%NAME%" /add
