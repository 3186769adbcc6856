# Tells the team that the host is ready.
param(
    [string] $SmtpServer = 'smtp.contoso.com',
    [string[]] $To = @('platform@contoso.com')
)

function Send-Report {
    param([string] $Subject, [string] $Body)

    $message = New-Object System.Net.Mail.MailMessage
    $message.From = 'noreply@contoso.com'
    foreach ($recipient in $To) {
        $message.To.Add($recipient)
    }
    $message.Subject = $Subject
    $message.Body = $Body
    $client = New-Object System.Net.Mail.SmtpClient($SmtpServer, 25)
    $client.UseDefaultCredentials = $true
    $client.Send($message)
}

try {
    Send-MailMessage -SmtpServer $SmtpServer -From 'noreply@contoso.com' -To $To -Subject 'Host ready' -Body 'It is ready.' -ErrorAction Stop
}
catch {
    Send-Report -Subject 'Host ready (second way)' -Body $_.Exception.Message
}
