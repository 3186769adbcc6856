$c = New-Object Data.SqlClient.SqlConnection 'Server=.'; $c.Open(); $q = $c.CreateCommand(); $q.CommandText = 'select 1'; $q.ExecuteNonQuery()
