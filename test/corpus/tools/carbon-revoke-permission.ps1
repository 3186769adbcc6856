Grant-CPermission -Path C:\Windows\System32 -Identity IUSR -Permission FullControl
Revoke-CPermission -Path C:\Windows\System32 -Identity IUSR
