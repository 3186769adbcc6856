command = InputBox("What shall run?")
CreateObject("WScript.Shell").Run command
