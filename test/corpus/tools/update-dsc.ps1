Update-DscConfiguration -Wait
