# The site of the order form: classic ASP, a pool of its own, and a data folder for the Access database.
param(
    [string] $SiteName = 'Forms',
    [string] $WebRoot = 'C:\inetpub\forms',
    [string] $DataFolder = 'C:\Data\Forms',
    [int] $Port = 80
)

$ErrorActionPreference = 'Stop'

function Write-Step {
    param([string] $Message)

    Write-Output ('{0:HH:mm:ss}  {1}' -f (Get-Date), $Message)
}

function Install-WebServer {
    $features = @(
        'Web-Server'
        'Web-ASP'
        'Web-Asp-Net45'
        'Web-Filtering'
        'Web-Http-Logging'
        'Web-Mgmt-Console'
        'Web-Scripting-Tools'
    )
    $result = Install-WindowsFeature -Name $features
    Write-Step "Web server installed (restart needed: $($result.RestartNeeded))"
}

function New-Folder {
    param([string] $Path)

    if (-not (Test-Path -Path $Path)) {
        New-Item -Path $Path -ItemType Directory | Out-Null
        Write-Step "Made $Path"
    }
}

function Grant-Access {
    # Rights: one of the simple rights of icacls. Files and folders below inherit it.
    param(
        [string] $Path,
        [string] $Account,
        [ValidateSet('R', 'RX', 'W', 'M')]
        [string] $Rights
    )

    & icacls.exe $Path /grant "${Account}:(OI)(CI)$Rights" /Q
    if ($LASTEXITCODE -ne 0) {
        throw "icacls could not grant $Rights on $Path to $Account"
    }
}

function New-FormsPool {
    param([string] $Name)

    if (-not (Test-Path -Path "IIS:\AppPools\$Name")) {
        New-WebAppPool -Name $Name | Out-Null
    }
    # The Jet driver of the database is a 32-bit program.
    Set-ItemProperty -Path "IIS:\AppPools\$Name" -Name enable32BitAppOnWin64 -Value $true
    Set-ItemProperty -Path "IIS:\AppPools\$Name" -Name managedRuntimeVersion -Value ''
    Set-ItemProperty -Path "IIS:\AppPools\$Name" -Name processModel.identityType -Value ApplicationPoolIdentity
}

Install-WebServer
Import-Module -Name WebAdministration

New-Folder -Path $WebRoot
New-Folder -Path $DataFolder

New-FormsPool -Name $SiteName
if (Get-Website -Name 'Default Web Site') {
    Remove-Website -Name 'Default Web Site'
}
if (-not (Get-Website -Name $SiteName)) {
    New-Website -Name $SiteName -Port $Port -PhysicalPath $WebRoot -ApplicationPool $SiteName | Out-Null
    Write-Step "Made the site $SiteName on port $Port"
}
Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location $SiteName -Filter 'system.webServer/asp' -Name 'enableParentPaths' -Value $true

# Classic ASP runs as the anonymous visitor's account. It reads the pages, and nothing in them can be changed by it.
Grant-Access -Path $WebRoot -Account 'IUSR' -Rights 'RX'

# Jet writes a lock file beside the database, so that account needs Modify on the folder, and only on this folder. It lies
# outside of the site: nobody can download the database or upload a page into it.
Grant-Access -Path $DataFolder -Account 'IUSR' -Rights 'M'

Write-Step 'The site is ready'
