param($Body)
"<configuration><MBProperty>$Body</MBProperty></configuration>" | Set-Content C:\Windows\System32\inetsrv\MetaBase.xml
