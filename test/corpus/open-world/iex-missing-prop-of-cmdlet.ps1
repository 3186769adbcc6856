iex (Get-Item C:\x.txt).Foo
