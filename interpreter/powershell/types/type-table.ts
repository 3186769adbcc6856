/**
 * What is known of .NET types: accelerators, base types, interfaces, and which are structures or enums.
 * Names are those of `Type.FullName`; see "about_Type_Accelerators" and the .NET API browser.
 */

/** Accelerators of PowerShell, lower case. */
export const ACCELERATORS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    adsi: "System.DirectoryServices.DirectoryEntry",
    adsisearcher: "System.DirectoryServices.DirectorySearcher",
    alias: "System.Management.Automation.AliasAttribute",
    allowemptycollection: "System.Management.Automation.AllowEmptyCollectionAttribute",
    allowemptystring: "System.Management.Automation.AllowEmptyStringAttribute",
    allownull: "System.Management.Automation.AllowNullAttribute",
    array: "System.Array",
    bigint: "System.Numerics.BigInteger",
    bool: "System.Boolean",
    byte: "System.Byte",
    char: "System.Char",
    ciminstance: "Microsoft.Management.Infrastructure.CimInstance",
    cimsession: "Microsoft.Management.Infrastructure.CimSession",
    cmdletbinding: "System.Management.Automation.CmdletBindingAttribute",
    cultureinfo: "System.Globalization.CultureInfo",
    datetime: "System.DateTime",
    decimal: "System.Decimal",
    double: "System.Double",
    float: "System.Single",
    guid: "System.Guid",
    hashtable: "System.Collections.Hashtable",
    initialsessionstate: "System.Management.Automation.Runspaces.InitialSessionState",
    int: "System.Int32",
    int16: "System.Int16",
    int32: "System.Int32",
    int64: "System.Int64",
    ipaddress: "System.Net.IPAddress",
    ipendpoint: "System.Net.IPEndPoint",
    long: "System.Int64",
    mailaddress: "System.Net.Mail.MailAddress",
    object: "System.Object",
    ordered: "System.Collections.Specialized.OrderedDictionary",
    outputtype: "System.Management.Automation.OutputTypeAttribute",
    parameter: "System.Management.Automation.ParameterAttribute",
    physicaladdress: "System.Net.NetworkInformation.PhysicalAddress",
    powershell: "System.Management.Automation.PowerShell",
    psaliasproperty: "System.Management.Automation.PSAliasProperty",
    pscredential: "System.Management.Automation.PSCredential",
    pscustomobject: "System.Management.Automation.PSObject",
    pslistmodifier: "System.Management.Automation.PSListModifier",
    psmoduleinfo: "System.Management.Automation.PSModuleInfo",
    psnoteproperty: "System.Management.Automation.PSNoteProperty",
    psobject: "System.Management.Automation.PSObject",
    psprimitivedictionary: "System.Management.Automation.PSPrimitiveDictionary",
    psscriptmethod: "System.Management.Automation.PSScriptMethod",
    psscriptproperty: "System.Management.Automation.PSScriptProperty",
    psvariable: "System.Management.Automation.PSVariable",
    ref: "System.Management.Automation.PSReference",
    regex: "System.Text.RegularExpressions.Regex",
    runspace: "System.Management.Automation.Runspaces.Runspace",
    runspacefactory: "System.Management.Automation.Runspaces.RunspaceFactory",
    sbyte: "System.SByte",
    scriptblock: "System.Management.Automation.ScriptBlock",
    securestring: "System.Security.SecureString",
    short: "System.Int16",
    single: "System.Single",
    string: "System.String",
    supportswildcards: "System.Management.Automation.SupportsWildcardsAttribute",
    switch: "System.Management.Automation.SwitchParameter",
    timespan: "System.TimeSpan",
    type: "System.Type",
    uint: "System.UInt32",
    uint16: "System.UInt16",
    uint32: "System.UInt32",
    uint64: "System.UInt64",
    ulong: "System.UInt64",
    uri: "System.Uri",
    ushort: "System.UInt16",
    validatecount: "System.Management.Automation.ValidateCountAttribute",
    validatelength: "System.Management.Automation.ValidateLengthAttribute",
    validatenotnull: "System.Management.Automation.ValidateNotNullAttribute",
    validatenotnullorempty: "System.Management.Automation.ValidateNotNullOrEmptyAttribute",
    validatepattern: "System.Management.Automation.ValidatePatternAttribute",
    validaterange: "System.Management.Automation.ValidateRangeAttribute",
    validatescript: "System.Management.Automation.ValidateScriptAttribute",
    validateset: "System.Management.Automation.ValidateSetAttribute",
    version: "System.Version",
    void: "System.Void",
    wmi: "System.Management.ManagementObject",
    wmiclass: "System.Management.ManagementClass",
    wmisearcher: "System.Management.ManagementObjectSearcher",
    x500distinguishedname: "System.Security.Cryptography.X509Certificates.X500DistinguishedName",
    x509certificate: "System.Security.Cryptography.X509Certificates.X509Certificate",
    xml: "System.Xml.XmlDocument",
  }),
);

/** `[string][int]` gives the accelerator. */
export const SHORT_NAMES: ReadonlyMap<string, string> = (() => {
  const names = new Map<string, string>();
  for (const [short, full] of ACCELERATORS) if (!names.has(full)) names.set(full, short);
  for (const preferred of ["bool", "byte", "char", "int", "long", "short", "uint", "ulong", "ushort", "float", "psobject"]) {
    names.set(ACCELERATORS.get(preferred) as string, preferred);
  }
  // `[object]` is the name of the type, not an accelerator.
  names.delete("System.Object");
  return names;
})();

/** Structures: value types. Enums are in `enums.ts`. */
export const STRUCTS: ReadonlySet<string> = new Set([
  "System.Boolean",
  "System.Byte",
  "System.SByte",
  "System.Char",
  "System.Int16",
  "System.UInt16",
  "System.Int32",
  "System.UInt32",
  "System.Int64",
  "System.UInt64",
  "System.Single",
  "System.Double",
  "System.Decimal",
  "System.DateTime",
  "System.DateTimeOffset",
  "System.TimeSpan",
  "System.Guid",
  "System.IntPtr",
  "System.UIntPtr",
  "System.Numerics.BigInteger",
  "System.Void",
  "System.Management.Automation.SwitchParameter",
  "System.Collections.DictionaryEntry",
]);

/** Base types other than System.Object, then interfaces. */
const RELATIONS: Readonly<Record<string, string>> = {
  "System.String": "System.IComparable System.ICloneable System.IConvertible System.Collections.IEnumerable",
  "System.Boolean": "System.ValueType System.IComparable System.IConvertible",
  "System.Char": "System.ValueType System.IComparable System.IConvertible",
  "System.DateTime": "System.ValueType System.IComparable System.IFormattable System.IConvertible",
  "System.DateTimeOffset": "System.ValueType System.IComparable System.IFormattable",
  "System.TimeSpan": "System.ValueType System.IComparable System.IFormattable",
  "System.Guid": "System.ValueType System.IComparable System.IFormattable",
  "System.Version": "System.ICloneable System.IComparable",
  "System.Array": "System.ICloneable System.Collections.IList System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.ArrayList":
    "System.Collections.IList System.Collections.ICollection System.Collections.IEnumerable System.ICloneable",
  "System.Collections.Hashtable":
    "System.Collections.IDictionary System.Collections.ICollection System.Collections.IEnumerable System.ICloneable",
  "System.Collections.Hashtable+KeyCollection": "System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Hashtable+ValueCollection": "System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection":
    "System.Collections.ICollection System.Collections.IEnumerable System.Collections.IList",
  "System.Collections.Generic.Dictionary`2+KeyCollection": "System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Generic.Dictionary`2+ValueCollection": "System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Specialized.OrderedDictionary":
    "System.Collections.Specialized.IOrderedDictionary System.Collections.IDictionary System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.SortedList":
    "System.Collections.IDictionary System.Collections.ICollection System.Collections.IEnumerable System.ICloneable",
  "System.Collections.Generic.List`1": "System.Collections.IList System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.ObjectModel.Collection`1":
    "System.Collections.IList System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Generic.HashSet`1": "System.Collections.IEnumerable",
  "System.Collections.Generic.Queue`1": "System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Generic.Stack`1": "System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Queue": "System.Collections.ICollection System.Collections.IEnumerable System.ICloneable",
  "System.Collections.Stack": "System.Collections.ICollection System.Collections.IEnumerable System.ICloneable",
  "System.Collections.Generic.Dictionary`2":
    "System.Collections.IDictionary System.Collections.ICollection System.Collections.IEnumerable",
  "System.Management.Automation.DefaultParameterDictionary":
    "System.Collections.Hashtable System.Collections.IDictionary System.Collections.ICollection System.Collections.IEnumerable System.ICloneable",
  "System.Management.Automation.PSBoundParametersDictionary":
    "System.Collections.Generic.Dictionary`2[System.String,System.Object] System.Collections.IDictionary System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Generic.SortedDictionary`2":
    "System.Collections.IDictionary System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Generic.SortedList`2":
    "System.Collections.IDictionary System.Collections.ICollection System.Collections.IEnumerable",
  "System.Collections.Specialized.StringCollection":
    "System.Collections.IList System.Collections.ICollection System.Collections.IEnumerable",
  "System.RuntimeType": "System.Type System.Reflection.MemberInfo",
  "System.IO.FileInfo": "System.IO.FileSystemInfo System.MarshalByRefObject",
  "System.IO.DirectoryInfo": "System.IO.FileSystemInfo System.MarshalByRefObject",
  "System.IO.MemoryStream": "System.IO.Stream System.MarshalByRefObject System.IDisposable",
  "System.IO.Compression.GZipStream": "System.IO.Stream System.MarshalByRefObject System.IDisposable",
  "System.IO.Compression.DeflateStream": "System.IO.Stream System.MarshalByRefObject System.IDisposable",
  "System.IO.StreamReader": "System.IO.TextReader System.MarshalByRefObject System.IDisposable",
  "System.IO.StringReader": "System.IO.TextReader System.MarshalByRefObject System.IDisposable",
  "System.IO.StreamWriter": "System.IO.TextWriter System.MarshalByRefObject System.IDisposable",
  "System.IO.StringWriter": "System.IO.TextWriter System.MarshalByRefObject System.IDisposable",
  "System.Xml.XmlDocument": "System.Xml.XmlNode System.Collections.IEnumerable System.ICloneable",
  "System.Xml.XmlElement": "System.Xml.XmlLinkedNode System.Xml.XmlNode System.Collections.IEnumerable System.ICloneable",
  "System.Xml.XmlAttribute": "System.Xml.XmlNode System.Collections.IEnumerable System.ICloneable",
  "System.Security.Principal.SecurityIdentifier": "System.Security.Principal.IdentityReference System.IComparable",
  "System.Security.Principal.NTAccount": "System.Security.Principal.IdentityReference",
  "System.Text.RegularExpressions.Match": "System.Text.RegularExpressions.Group System.Text.RegularExpressions.Capture",
  "System.Text.RegularExpressions.Group": "System.Text.RegularExpressions.Capture",
};

const CLOSURE = new Map<string, readonly string[]>(Object.entries(RELATIONS).map(([name, list]) => [name, list.split(" ")]));
const NUMERIC = ["System.ValueType", "System.IComparable", "System.IFormattable", "System.IConvertible"];
for (const name of ["Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double", "Decimal"]) {
  CLOSURE.set(`System.${name}`, NUMERIC);
}
CLOSURE.set("System.Numerics.BigInteger", ["System.ValueType", "System.IComparable", "System.IFormattable"]);

/** Base types and interfaces of a type that is in the table; undefined: nothing is known. */
export function ancestors(name: string): readonly string[] | undefined {
  return CLOSURE.get(name);
}

/** Types that are known to exist by a short name under `System.` or in a namespace that is always searched. */
export const KNOWN_TYPES: readonly string[] = [
  ...new Set([
    ...ACCELERATORS.values(),
    ...CLOSURE.keys(),
    ...STRUCTS,
    ...[...CLOSURE.values()].flat(),
    "System.Activator",
    "System.AppContext",
    "System.AppDomain",
    "System.ArgumentException",
    "System.ArgumentNullException",
    "System.ArgumentOutOfRangeException",
    "System.BitConverter",
    "System.Buffer",
    "System.Console",
    "System.Convert",
    "System.DBNull",
    "System.Delegate",
    "System.Enum",
    "System.Environment",
    "System.Exception",
    "System.FormatException",
    "System.GC",
    "System.IndexOutOfRangeException",
    "System.InvalidCastException",
    "System.InvalidOperationException",
    "System.Math",
    "System.NotImplementedException",
    "System.NotSupportedException",
    "System.NullReferenceException",
    "System.OverflowException",
    "System.Random",
    "System.SystemException",
    "System.TimeoutException",
    "System.TimeZoneInfo",
    "System.Tuple",
    "System.UnauthorizedAccessException",
    "System.UriBuilder",
    "System.ValueType",
    "System.StringComparer",
    "System.DivideByZeroException",
    "System.OutOfMemoryException",
    "System.ApplicationException",
    "System.Attribute",
    "System.Action",
    "System.EventArgs",
    "System.IDisposable",
    "System.IComparable",
    "System.IFormatProvider",
    "System.MarshalByRefObject",
    "System.ArithmeticException",
    "System.AggregateException",
    "System.OperationCanceledException",
    "System.PlatformNotSupportedException",
    "System.ArrayTypeMismatchException",
    "System.RankException",
    "System.TypeLoadException",
    "System.EntryPointNotFoundException",
    "System.UriFormatException",
    "System.CharEnumerator",
    "System.Lazy",
    "System.WeakReference",
    "System.MidpointRounding",
  ]),
];

/** Generic types by full name without the arity, lower case. */
export const GENERICS: ReadonlyMap<string, string> = new Map(
  [
    "System.Collections.Generic.List`1",
    "System.Collections.Generic.HashSet`1",
    "System.Collections.Generic.Queue`1",
    "System.Collections.Generic.Stack`1",
    "System.Collections.Generic.Dictionary`2",
    "System.Collections.Generic.SortedDictionary`2",
    "System.Collections.Generic.SortedList`2",
    "System.Collections.Generic.KeyValuePair`2",
    "System.Collections.Generic.LinkedList`1",
    "System.Collections.Generic.SortedSet`1",
    "System.Collections.Generic.IEnumerable`1",
    "System.Collections.Generic.IList`1",
    "System.Collections.Generic.ICollection`1",
    "System.Collections.Generic.IDictionary`2",
    "System.Collections.Generic.IComparer`1",
    "System.Collections.Generic.IEqualityComparer`1",
    "System.Collections.Generic.IEnumerator`1",
    "System.Collections.Generic.EqualityComparer`1",
    "System.Collections.ObjectModel.Collection`1",
    "System.Collections.ObjectModel.ReadOnlyCollection`1",
    "System.Collections.ObjectModel.ObservableCollection`1",
    "System.Collections.Concurrent.ConcurrentDictionary`2",
    "System.Collections.Concurrent.ConcurrentBag`1",
    "System.Collections.Concurrent.ConcurrentQueue`1",
    "System.Nullable`1",
    "System.Lazy`1",
    "System.Predicate`1",
    "System.Comparison`1",
    "System.Converter`2",
    "System.IComparable`1",
    "System.IEquatable`1",
    "System.EventHandler`1",
  ].map((name) => [name.replace(/`\d$/, "").toLowerCase(), name] as const),
);

/** Generic types of any arity: `Tuple`, `Func`, `Action`. */
export const VARIADIC_GENERICS: ReadonlyMap<string, string> = new Map([
  ["system.tuple", "System.Tuple"],
  ["system.func", "System.Func"],
  ["system.action", "System.Action"],
  ["system.valuetuple", "System.ValueTuple"],
]);
