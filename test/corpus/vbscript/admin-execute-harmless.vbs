name = "count"
Execute name & " = 5"
ExecuteGlobal "Function Twice(x) : Twice = x * 2 : End Function"
WScript.Echo Twice(count)
