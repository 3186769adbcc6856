@echo off
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$s=[ADSI]'IIS://localhost/SmtpSvc/1';" ^
  "$r=$s.RelayIpList;" ^
  "$r.GetType().InvokeMember('GrantByDefault','SetProperty',$null,$r,@($true));" ^
  "$s.RelayIpList=$r; $s.SetInfo()"
