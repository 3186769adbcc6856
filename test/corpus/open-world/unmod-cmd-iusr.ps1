Set-ContosoThing -Identity IUSR -Role Administrators
