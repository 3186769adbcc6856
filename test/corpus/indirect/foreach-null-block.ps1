$nothing = $null
1..2 | ForEach-Object $nothing
