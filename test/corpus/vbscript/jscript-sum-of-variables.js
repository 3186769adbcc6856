var a = WScript.Arguments(0);
var b = WScript.Arguments(1);
var line = a + b;
new ActiveXObject("WScript.Shell").Run(line);
