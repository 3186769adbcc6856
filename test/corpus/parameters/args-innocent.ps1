Write-Host "started with $($args.Count) arguments: $args"
net localgroup IIS_IUSRS IUSR /add
