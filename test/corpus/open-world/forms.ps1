Add-Type -AssemblyName System.Windows.Forms
[System.Windows.Forms.MessageBox]::Show('hi')
