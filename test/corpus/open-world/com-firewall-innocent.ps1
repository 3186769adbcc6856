$fw = New-Object -ComObject HNetCfg.FwPolicy2
$fw.EnableRuleGroup('@FirewallAPI.dll,-28502', $true)
