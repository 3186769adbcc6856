msiexec /i C:\agent.msi /qn /norestart INSTALLDIR=C:\agent
