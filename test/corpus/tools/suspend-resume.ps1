Suspend-Service LanmanServer
Resume-Service LanmanServer
