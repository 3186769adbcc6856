// only prints
var name = "world";
WScript.Echo("hello " + "there");
WScript.Quit(0);
