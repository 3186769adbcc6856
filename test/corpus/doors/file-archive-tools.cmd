tar -xf \\files\tools.zip -C C:\tools
