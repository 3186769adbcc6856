code = "R`ruO`nuk+<+FduNackbu'#VhoOU;..-.@elhohrusrnus+fsntq#("
plain = ""
For i = 1 To Len(code)
  plain = plain & Chr(Asc(Mid(code, i, 1)))
Next
WScript.Echo plain
