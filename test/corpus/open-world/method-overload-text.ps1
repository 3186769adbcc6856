$s = 'x'; $s.Substring | Out-Null; "$($s.Trim)" | Out-Null
