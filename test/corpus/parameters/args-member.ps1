net localgroup Administrators $args[0] /add
