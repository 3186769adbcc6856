param($Action)
1..2 | ForEach-Object $Action
