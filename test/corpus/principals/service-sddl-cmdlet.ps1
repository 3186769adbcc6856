Set-Service -Name W3SVC -SecurityDescriptorSddl 'D:(A;;GA;;;SY)(A;;GA;;;BA)(A;;GA;;;WD)'
