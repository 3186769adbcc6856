python C:\kit\setup.py
