reg import \\files\setup\host.reg
