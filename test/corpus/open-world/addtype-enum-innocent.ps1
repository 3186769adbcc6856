Add-Type -TypeDefinition @'
public enum Color { Red, Green }
'@
[Color]::Red
