Get-Disk | Where-Object PartitionStyle -eq 'RAW' | Initialize-Disk -PartitionStyle GPT -PassThru | New-Partition -DriveLetter F -UseMaximumSize | Format-Volume -FileSystem NTFS -NewFileSystemLabel data -Confirm:$false | Out-Null
Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-Item F:\LogFiles -ItemType Directory -Force | Out-Null
Set-WebConfigurationProperty '/system.applicationHost/sites/siteDefaults' -Name logFile.directory -Value 'F:\LogFiles'
