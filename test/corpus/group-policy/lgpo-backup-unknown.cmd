LGPO.exe /g \\contoso\baselines\WS2022
