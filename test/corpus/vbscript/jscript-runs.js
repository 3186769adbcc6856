var shell = new ActiveXObject("WScript.Shell");
var list = ["net", "localgroup"];
for (var i = 0; i < list.length; i++) { shell.Run(list[i]); }
