param([string]$Ticket)
$template = 'net localgroup {group} {user} /add & rem {ticket}'
$line = $template.Replace('{ticket}', $Ticket).Replace('{user}', 'svc-build').Replace('{group}', 'Administrators')
cmd /c $line
