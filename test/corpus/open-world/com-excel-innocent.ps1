$x = New-Object -ComObject Excel.Application
$x.Visible = $false
$wb = $x.Workbooks.Add()
$wb.SaveAs('C:\a.xlsx')
