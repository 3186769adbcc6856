Grant-CPermission -Path 'C:\Windows\Microsoft.NET' -Identity 'Everyone' -Permission FullControl
