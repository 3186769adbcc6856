$root = [ADSI]"IIS://localhost/W3SVC/1/ROOT"
$root.Put("AnonymousUserName", "Administrator")
$root.SetInfo()
