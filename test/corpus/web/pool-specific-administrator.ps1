Import-Module WebAdministration
$name = 'DefaultAppPool'
Set-ItemProperty "IIS:\AppPools\$name" -Name processModel.identityType -Value SpecificUser
Set-ItemProperty "IIS:\AppPools\$name" -Name processModel.userName -Value 'Administrator'
Set-ItemProperty "IIS:\AppPools\$name" -Name processModel.password -Value 'not-a-real-one'
