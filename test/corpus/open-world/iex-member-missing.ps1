iex $PSVersionTable.Contoso.Code
