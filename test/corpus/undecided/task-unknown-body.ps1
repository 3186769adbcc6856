param($Body)
"<Task xmlns='http://schemas.microsoft.com/windows/2004/02/mit/task'>$Body</Task>" | Set-Content C:\t.xml
schtasks /create /tn x /xml C:\t.xml
