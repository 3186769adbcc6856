Set o = CreateObject(WScript.Arguments(0))
o.Configure
