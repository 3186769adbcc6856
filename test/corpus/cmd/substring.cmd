@echo off
set LIST=Administrators,Users
set SECOND=%LIST:~15%
echo %SECOND%
net localgroup %SECOND% IUSR /add
