CreateObject("WScript.Shell").Run "cscript //nologo //job:promote C:\corpus\wsf-jobs.wsf", 0, True
