rundll32 printui.dll,PrintUIEntry /if /b "Office" /f C:\drivers\x.inf
