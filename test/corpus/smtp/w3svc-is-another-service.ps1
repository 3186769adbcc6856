# Web site: everybody but one address.
$web = [ADSI]"IIS://localhost/W3SVC/1/ROOT"
$list = $web.Get("IPSecurity")
$list.GrantByDefault = $true
$list.IPDeny = @("203.0.113.5, 255.255.255.255")
$web.Put("IPSecurity", $list)
$web.SetInfo()
