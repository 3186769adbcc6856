Set http = CreateObject("MSXML2.ServerXMLHTTP")
http.Open "POST", "https://status.example.com/report", False
http.Send "done"
If http.Status <> 200 Then WScript.Echo "not reported"
