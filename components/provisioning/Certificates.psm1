# Certificates in the machine's own store, where the Key Vault extension puts them and their successors.

function Get-HostCertificate {
    # The newest certificate for the name that is good for servers.
    param([string] $HostName)

    Get-ChildItem -Path Cert:\LocalMachine\My -DnsName $HostName -SSLServerAuthentication |
        Sort-Object -Property NotAfter -Descending |
        Select-Object -First 1
}

function Set-SiteCertificate {
    # http.sys picks the certificate by the name that the visitor asks for (SNI). When the extension renews it, it puts the new one here.
    param([string] $HostName)

    $certificate = Get-HostCertificate -HostName $HostName
    try {
        $thumbprint = $certificate.Thumbprint
    } catch {
        throw "There is no certificate for $HostName that is good for servers in Cert:\LocalMachine\My"
    }
    $place = "hostnameport=${HostName}:443"
    $null = & netsh.exe http show sslcert $place
    $verb = if ($LASTEXITCODE -eq 0) { 'update' } else { 'add' }
    $null = & netsh.exe http $verb sslcert $place "certhash=$thumbprint" 'appid={4dc3e181-e14b-4a21-b022-59fc669b0914}' certstorename=MY
    if ($LASTEXITCODE -ne 0) {
        throw "The certificate of $HostName could not be bound: netsh.exe gave $LASTEXITCODE"
    }
    Add-ReportEntry -What "certificate of $HostName" -Before '' -After $thumbprint
}
