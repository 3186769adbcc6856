reg restore HKLM\SOFTWARE\Contoso \\files\setup\contoso.hiv
