With GetObject("IIS://localhost/smtpsvc/1")
  Set list = .Get("RelayIpList")
  With list
    .GrantByDefault = False
    .IPGrant = Array("0.0.0.0,128.0.0.0", "128.0.0.0,128.0.0.0")
  End With
  .Put "RelayIpList", list
  .SetInfo
End With
