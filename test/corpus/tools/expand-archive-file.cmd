expand D:\media\setup.cab -F:* C:\setup
call C:\setup\setup.cmd
