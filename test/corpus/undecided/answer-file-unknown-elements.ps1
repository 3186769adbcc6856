param($Body)
"<unattend xmlns='urn:schemas-microsoft-com:unattend'><settings pass='oobeSystem'><component name='Microsoft-Windows-Shell-Setup'>$Body</component></settings></unattend>" | Set-Content C:\u.xml
C:\Windows\System32\Sysprep\sysprep.exe /oobe /unattend:C:\u.xml
