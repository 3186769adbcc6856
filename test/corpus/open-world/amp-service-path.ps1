& (Get-WmiObject Win32_Service -Filter "Name='foo'").PathName
