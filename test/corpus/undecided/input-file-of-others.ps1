# Contact data of the team for the maintenance page.
$ErrorActionPreference = 'Stop'
$list = 'C:\ProgramData\Contoso\contacts.csv'
$page = 'C:\inetpub\wwwroot\contacts.html'

$rows = foreach ($contact in Import-Csv -Path $list) {
    "<tr><td>$($contact.Name)</td><td>$($contact.Phone)</td></tr>"
}
@"
<html><body><table>
$($rows -join "`r`n")
</table></body></html>
"@ | Set-Content -Path $page -Encoding UTF8
