msiexec /i C:\agent.msi TRANSFORMS=C:\site.mst /qn
