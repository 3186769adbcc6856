param($Name)
$x = "<Task xmlns='http://schemas.microsoft.com/windows/2004/02/mit/task'><RegistrationInfo><Author>$Name</Author></RegistrationInfo><Triggers><BootTrigger/></Triggers><Principals><Principal id='a'><UserId>S-1-5-18</UserId></Principal></Principals><Actions Context='a'><Exec><Command>cleanmgr.exe</Command></Exec></Actions></Task>"
Register-ScheduledTask -TaskName x -Xml $x
