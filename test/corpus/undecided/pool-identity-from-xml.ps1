$conf = [xml](Get-Content "C:\site.xml")
Set-ItemProperty IIS:\AppPools\DefaultAppPool -Name processModel.identityType -Value $conf.a.b
