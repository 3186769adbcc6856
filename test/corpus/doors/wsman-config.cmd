winrm set winrm/config/service @{AllowUnencrypted="false"}
