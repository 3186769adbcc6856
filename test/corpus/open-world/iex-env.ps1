iex $env:BOOTSTRAP
