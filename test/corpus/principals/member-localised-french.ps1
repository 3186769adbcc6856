net localgroup Administrateurs "AUTORITE NT\Utilisateurs authentifiés" /add
