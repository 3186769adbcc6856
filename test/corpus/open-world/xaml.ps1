Add-Type -AssemblyName PresentationFramework
$w = [Windows.Markup.XamlReader]::Parse('<Window xmlns="http://schemas.microsoft.com/winfx/2006/xaml/presentation"/>')
$w.ShowDialog()
