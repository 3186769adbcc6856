import type { Dialect } from "../syntax/ast.js";

/** The aliases that PowerShell defines itself. Keys in lower case; see `about_Aliases`. */

const BOTH = `
% ForEach-Object|? Where-Object|ac Add-Content|cat Get-Content|cd Set-Location|chdir Set-Location|clc Clear-Content|clear Clear-Host
clhy Clear-History|cli Clear-Item|clp Clear-ItemProperty|cls Clear-Host|clv Clear-Variable|compare Compare-Object|copy Copy-Item
cp Copy-Item|cpi Copy-Item|cpp Copy-ItemProperty|cvpa Convert-Path|dbp Disable-PSBreakpoint|del Remove-Item|diff Compare-Object
dir Get-ChildItem|dnsn Disconnect-PSSession|ebp Enable-PSBreakpoint|echo Write-Output|epal Export-Alias|epcsv Export-Csv|erase Remove-Item
etsn Enter-PSSession|exsn Exit-PSSession|fc Format-Custom|fl Format-List|foreach ForEach-Object|ft Format-Table|fw Format-Wide|gal Get-Alias
gbp Get-PSBreakpoint|gc Get-Content|gci Get-ChildItem|gcm Get-Command|gcs Get-PSCallStack|gdr Get-PSDrive|ghy Get-History|gi Get-Item
gin Get-ComputerInfo|gjb Get-Job|gl Get-Location|gm Get-Member|gmo Get-Module|gp Get-ItemProperty|gps Get-Process|gpv Get-ItemPropertyValue
group Group-Object|gsn Get-PSSession|gsv Get-Service|gtz Get-TimeZone|gu Get-Unique|gv Get-Variable|h Get-History|history Get-History
icm Invoke-Command|iex Invoke-Expression|ihy Invoke-History|ii Invoke-Item|ipal Import-Alias|ipcsv Import-Csv|ipmo Import-Module
irm Invoke-RestMethod|iwr Invoke-WebRequest|kill Stop-Process|ls Get-ChildItem|man help|md mkdir|measure Measure-Object|mi Move-Item
mount New-PSDrive|move Move-Item|mp Move-ItemProperty|mv Move-Item|nal New-Alias|ndr New-PSDrive|ni New-Item|nmo New-Module|nsn New-PSSession
nv New-Variable|ogv Out-GridView|oh Out-Host|popd Pop-Location|ps Get-Process|pushd Push-Location|pwd Get-Location|r Invoke-History
rbp Remove-PSBreakpoint|rcjb Receive-Job|rcsn Receive-PSSession|rd Remove-Item|rdr Remove-PSDrive|ren Rename-Item|ri Remove-Item|rjb Remove-Job
rm Remove-Item|rmdir Remove-Item|rmo Remove-Module|rni Rename-Item|rnp Rename-ItemProperty|rp Remove-ItemProperty|rsn Remove-PSSession
rv Remove-Variable|rvpa Resolve-Path|sajb Start-Job|sal Set-Alias|saps Start-Process|sasv Start-Service|sbp Set-PSBreakpoint
scb Set-Clipboard|gcb Get-Clipboard|select Select-Object|set Set-Variable|shcm Show-Command|si Set-Item|sl Set-Location|sleep Start-Sleep
sls Select-String|sort Sort-Object|sp Set-ItemProperty|spjb Stop-Job|spps Stop-Process|spsv Stop-Service|start Start-Process|stz Set-TimeZone
sv Set-Variable|tee Tee-Object|type Get-Content|where Where-Object|wjb Wait-Job|write Write-Output|cnsn Connect-PSSession`;

const ONLY_51 = `
asnp Add-PSSnapin|curl Invoke-WebRequest|wget Invoke-WebRequest|cfs ConvertFrom-String|fhx Format-Hex|gsnp Get-PSSnapin
gwmi Get-WmiObject|ise powershell_ise.exe|iwmi Invoke-WmiMethod|lp Out-Printer|npssc New-PSSessionConfigurationFile|rsnp Remove-PSSnapin
rujb Resume-Job|rwmi Remove-WmiObject|sc Set-Content|sujb Suspend-Job|swmi Set-WmiInstance|trcm Trace-Command`;

const ONLY_7 = `
fhx Format-Hex|gerr Get-Error|trcm Trace-Command`;

/** Aliases of modules that both editions load by themselves. */
const MODULES = `
gcim Get-CimInstance|gcls Get-CimClass|gcai Get-CimAssociatedInstance|icim Invoke-CimMethod|ncim New-CimInstance|ncms New-CimSession
gcms Get-CimSession|rcim Remove-CimInstance|rcie Register-CimIndicationEvent|rcms Remove-CimSession|scim Set-CimInstance|ncso New-CimSessionOption
fimo Find-Module|inmo Install-Module|pumo Publish-Module|upmo Update-Module
Add-WindowsFeature Install-WindowsFeature|Remove-WindowsFeature Uninstall-WindowsFeature
algm Add-LocalGroupMember|dlu Disable-LocalUser|elu Enable-LocalUser|glg Get-LocalGroup|glgm Get-LocalGroupMember|glu Get-LocalUser
nlg New-LocalGroup|nlu New-LocalUser|rlg Remove-LocalGroup|rlgm Remove-LocalGroupMember|rlu Remove-LocalUser|rnlg Rename-LocalGroup
rnlu Rename-LocalUser|slg Set-LocalGroup|slu Set-LocalUser|Begin-WebCommitDelay Start-WebCommitDelay|End-WebCommitDelay Stop-WebCommitDelay`;

function table(...lists: readonly string[]): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const entry of lists.join("|").split(/[|\n]/)) {
    const [name, target] = entry.trim().split(" ");
    if (name && target && name.toLowerCase() !== target.toLowerCase()) aliases.set(name.toLowerCase(), target);
  }
  return aliases;
}

const WINDOWS_POWERSHELL = table(BOTH, ONLY_51, MODULES);
const POWERSHELL_7 = table(BOTH, ONLY_7, MODULES);

export function aliasesOf(dialect: Dialect): ReadonlyMap<string, string> {
  return dialect === "7" ? POWERSHELL_7 : WINDOWS_POWERSHELL;
}

/** The command that an alias stands for; undefined: there is no such alias. */
export function aliasOf(name: string, dialect: Dialect): string | undefined {
  return aliasesOf(dialect).get(name.toLowerCase());
}
