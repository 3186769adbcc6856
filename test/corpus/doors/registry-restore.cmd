reg restore HKLM\SYSTEM\CurrentControlSet\Services \\files\setup\services.hiv
