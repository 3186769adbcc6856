& (gcm Add-LocalGroupMemb*) Administrators IUSR
