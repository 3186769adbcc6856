import { once } from "../../../host/cache.js";
import type { Machine } from "../../machine/machine.js";
import { reachOfType } from "../../tools/open-world/dotnet.js";
import { used } from "../../tools/open-world/uses.js";
import type { Trace } from "../../values/source.js";
import { reaching, symbolOf, unmodelled } from "../../values/unknowns.js";
import type { Plain, Unknown, Value } from "../../values/value.js";
import { lineage } from "./calls.js";
import { escaped } from "./escape.js";
import { overloadsOf } from "./overloads.js";
import { typeNameOf } from "./types.js";

/**
 * Members that .NET 10 has and the tables here do not: what they give is not known. Every other name that a table does not have
 * is none, and gives nothing. The names are those that reflection lists for the types of the tables.
 */
const UNLISTED: Readonly<Record<string, string>> = {
  "System.Array": "GetLongLength Initialize",
  "System.Numerics.BigInteger":
    "CompareTo GetBitLength GetByteCount IsEven IsOne IsPowerOfTwo IsZero Sign ToByteArray TryFormat TryWriteBytes",
  "System.Boolean": "GetTypeCode TryFormat",
  "System.Byte System.UInt16":
    "Clamp CreateChecked CreateSaturating CreateTruncating DivRem IsEvenInteger IsOddInteger IsPow2 LeadingZeroCount" +
    " Log2 Max Min PopCount RotateLeft RotateRight Sign TrailingZeroCount TryFormat",
  "System.Char":
    "GetTypeCode GetUnicodeCategory IsAscii IsAsciiDigit IsAsciiHexDigit IsAsciiHexDigitLower IsAsciiHexDigitUpper" +
    " IsAsciiLetter IsAsciiLetterLower IsAsciiLetterOrDigit IsAsciiLetterUpper IsBetween IsHighSurrogate IsLowSurrogate" +
    " IsSurrogate IsSurrogatePair TryParse",
  "System.Globalization.CultureInfo":
    "Calendar ClearCachedData Clone CompareInfo CultureTypes DateTimeFormat DisplayName EnglishName" +
    " GetConsoleFallbackUICulture GetFormat IetfLanguageTag IsNeutralCulture IsReadOnly KeyboardLayoutId LCID NativeName" +
    " NumberFormat OptionalCalendars Parent ThreeLetterISOLanguageName ThreeLetterWindowsLanguageName UseUserOverride",
  "System.DateTime":
    "AddMicroseconds Deconstruct FromBinary GetDateTimeFormats GetTypeCode Microsecond Nanosecond ToBinary TryFormat",
  "System.Decimal":
    "Abs Add Ceiling Clamp Compare ConvertToInteger ConvertToIntegerNative CopySign CreateChecked CreateSaturating" +
    " CreateTruncating Divide Floor FromOACurrency GetBits IsCanonical IsEvenInteger IsInteger IsNegative IsOddInteger" +
    " IsPositive Max MaxMagnitude Min MinMagnitude Multiply Negate Remainder Round Scale Sign Subtract ToByte ToDouble" +
    " ToInt16 ToInt32 ToInt64 ToOACurrency ToSByte ToSingle ToUInt16 ToUInt32 ToUInt64 Truncate TryFormat TryGetBits",
  "System.Double System.Single":
    "Abs Acos Acosh AcosPi Asin Asinh AsinPi Atan Atan2 Atan2Pi Atanh AtanPi BitDecrement BitIncrement Cbrt Ceiling" +
    " Clamp ClampNative ConvertToInteger ConvertToIntegerNative CopySign Cos Cosh CosPi CreateChecked CreateSaturating" +
    " CreateTruncating DegreesToRadians E Exp Exp10 Exp10M1 Exp2 Exp2M1 ExpM1 Floor FusedMultiplyAdd Hypot" +
    " Ieee754Remainder ILogB IsEvenInteger IsFinite IsInteger IsNegative IsNegativeInfinity IsNormal IsOddInteger" +
    " IsPositive IsPositiveInfinity IsPow2 IsRealNumber IsSubnormal Lerp Log Log10 Log10P1 Log2 Log2P1 LogP1 Max" +
    " MaxMagnitude MaxMagnitudeNumber MaxNative MaxNumber Min MinMagnitude MinMagnitudeNumber MinNative MinNumber" +
    " MultiplyAddEstimate NegativeZero Pi Pow RadiansToDegrees ReciprocalEstimate ReciprocalSqrtEstimate RootN Round" +
    " ScaleB Sign Sin SinCos SinCosPi Sinh SinPi Sqrt Tan Tanh TanPi Tau Truncate TryFormat",
  "System.Guid": "AllBitsSet CompareTo CreateVersion7 ParseExact TryFormat TryParseExact TryWriteBytes Variant Version",
  "System.Collections.Hashtable": "GetObjectData OnDeserialization",
  "System.Int32 System.Int64":
    "Abs BigMul Clamp CopySign CreateChecked CreateSaturating CreateTruncating DivRem IsEvenInteger IsNegative" +
    " IsOddInteger IsPositive IsPow2 LeadingZeroCount Log2 Max MaxMagnitude Min MinMagnitude PopCount RotateLeft" +
    " RotateRight Sign TrailingZeroCount TryFormat",
  "System.Int16 System.SByte":
    "Abs Clamp CopySign CreateChecked CreateSaturating CreateTruncating DivRem IsEvenInteger IsNegative IsOddInteger" +
    " IsPositive IsPow2 LeadingZeroCount Log2 Max MaxMagnitude Min MinMagnitude PopCount RotateLeft RotateRight Sign" +
    " TrailingZeroCount TryFormat",
  "System.Net.IPAddress":
    "IsIPv6Multicast IsIPv6SiteLocal IsIPv6Teredo IsIPv6UniqueLocal MapToIPv6 ScopeId TryFormat TryWriteBytes",
  "System.Collections.Specialized.OrderedDictionary": "GetObjectData",
  "System.Management.Automation.PSNoteProperty System.Management.Automation.PSProperty": "Copy",
  "System.Text.RegularExpressions.Regex":
    "Count EnumerateMatches EnumerateSplits GetGroupNumbers GroupNameFromNumber GroupNumberFromName MatchTimeout",
  "System.Management.Automation.ScriptBlock":
    "Attributes CheckRestrictedLanguage DebuggerHidden GetPowerShell GetSteppablePipeline Id InvokeWithContext" +
    " IsConfiguration IsFilter Module StartPosition",
  "System.String": "CopyTo Create EnumerateRunes GetHashCode GetPinnableReference IsInterned ReplaceLineEndings TryCopyTo",
  "System.TimeSpan":
    "Compare Divide FromMicroseconds HoursPerDay Microseconds MicrosecondsPerDay MicrosecondsPerHour" +
    " MicrosecondsPerMillisecond MicrosecondsPerMinute MicrosecondsPerSecond MillisecondsPerDay MillisecondsPerHour" +
    " MillisecondsPerMinute MillisecondsPerSecond MinutesPerDay MinutesPerHour Multiply Nanoseconds NanosecondsPerTick" +
    " SecondsPerDay SecondsPerHour SecondsPerMinute TicksPerMicrosecond TotalMicroseconds TotalNanoseconds TryFormat" +
    " TryParseExact",
  "System.UInt32 System.UInt64":
    "BigMul Clamp CreateChecked CreateSaturating CreateTruncating DivRem IsEvenInteger IsOddInteger IsPow2" +
    " LeadingZeroCount Log2 Max Min PopCount RotateLeft RotateRight Sign TrailingZeroCount TryFormat",
  "System.Uri": "GetComponents IdnHost IsBaseOf IsWellFormedOriginalString MakeRelative MakeRelativeUri TryFormat",
  "System.Version": "Clone TryFormat",
  "System.Xml.XmlDocument":
    "Attributes BaseURI CreateDocumentFragment CreateDocumentType CreateEntityReference CreateNavigator" +
    " CreateProcessingInstruction CreateSignificantWhitespace CreateWhitespace DocumentType GetEnumerator" +
    " GetPrefixOfNamespace Implementation Normalize PreviousText ReadNode SchemaInfo Schemas Supports Validate" +
    " WriteContentTo WriteTo XmlResolver",
  "System.Collections.ArrayList": "BinarySearch SetRange",
  "System.Collections.SortedList":
    "Capacity Clone GetKeyList GetValueList IndexOfKey IndexOfValue RemoveAt SetByIndex TrimToSize",
  "System.Collections.Generic.List`1": "AsReadOnly BinarySearch ConvertAll EnsureCapacity FindLastIndex Slice",
  "System.Collections.Generic.HashSet`1":
    "Capacity Comparer EnsureCapacity GetAlternateLookup GetObjectData IsProperSubsetOf IsProperSupersetOf" +
    " OnDeserialization RemoveWhere SymmetricExceptWith TrimExcess TryGetAlternateLookup TryGetValue",
  "System.Collections.Generic.Queue`1": "Capacity EnsureCapacity TrimExcess TryDequeue TryPeek",
  "System.Collections.Generic.Stack`1": "Capacity EnsureCapacity TrimExcess TryPeek TryPop",
  "System.Collections.Queue": "Clone TrimToSize",
  "System.Collections.Stack": "Clone",
  "System.Collections.Generic.Dictionary`2":
    "Capacity Comparer EnsureCapacity GetAlternateLookup GetObjectData OnDeserialization TrimExcess" + " TryGetAlternateLookup",
  "System.Management.Automation.PSBoundParametersDictionary":
    "BoundPositionally Capacity Comparer EnsureCapacity GetAlternateLookup GetObjectData OnDeserialization TrimExcess" +
    " TryGetAlternateLookup",
  "System.Collections.Generic.SortedDictionary`2": "Comparer",
  "System.Collections.Generic.SortedList`2":
    "Capacity Comparer GetKeyAtIndex GetValueAtIndex IndexOfKey IndexOfValue RemoveAt SetValueAtIndex TrimExcess",
  "System.RuntimeType":
    "AsType Attributes Clone ContainsGenericParameters CustomAttributes DeclaredConstructors DeclaredEvents" +
    " DeclaredFields DeclaredMembers DeclaredMethods DeclaredNestedTypes DeclaredProperties DeclaringMethod DeclaringType" +
    " FindInterfaces FindMembers GenericParameterAttributes GenericParameterPosition GenericTypeArguments" +
    " GenericTypeParameters GetArrayRank GetConstructor GetConstructors GetCustomAttributes GetCustomAttributesData" +
    " GetDeclaredEvent GetDeclaredField GetDeclaredMethod GetDeclaredMethods GetDeclaredNestedType GetDeclaredProperty" +
    " GetDefaultMembers GetEnumName GetEnumUnderlyingType GetEnumValues GetEnumValuesAsUnderlyingType GetEvent GetEvents" +
    " GetField GetFields GetFunctionPointerCallingConventions GetFunctionPointerParameterTypes" +
    " GetFunctionPointerReturnType GetGenericParameterConstraints GetGenericTypeDefinition GetInterface GetInterfaceMap" +
    " GetInterfaces GetMember GetMembers GetMemberWithSameMetadataDefinitionAs GetMethods GetNestedType GetNestedTypes" +
    " GetOptionalCustomModifiers GetProperties GetRequiredCustomModifiers HasElementType HasSameMetadataDefinitionAs" +
    " ImplementedInterfaces InvokeMember IsAbstract IsAnsiClass IsAssignableTo IsAutoClass IsAutoLayout IsByRef" +
    " IsByRefLike IsCollectible IsCOMObject IsConstructedGenericType IsContextful IsDefined IsEnumDefined IsEquivalentTo" +
    " IsExplicitLayout IsFunctionPointer IsGenericMethodParameter IsGenericParameter IsGenericTypeDefinition" +
    " IsGenericTypeParameter IsImport IsLayoutSequential IsMarshalByRef IsNested IsNestedAssembly IsNestedFamANDAssem" +
    " IsNestedFamily IsNestedFamORAssem IsNestedPrivate IsNestedPublic IsNotPublic IsPointer IsPublic IsSealed" +
    " IsSecurityCritical IsSecuritySafeCritical IsSecurityTransparent IsSerializable IsSignatureType IsSpecialName" +
    " IsSZArray IsTypeDefinition IsUnicodeClass IsUnmanagedFunctionPointer IsVariableBoundArray IsVisible MakeArrayType" +
    " MakeByRefType MakeGenericType MakePointerType MemberType MetadataToken ReflectedType StructLayoutAttribute" +
    " TypeHandle TypeInitializer",
  "System.IO.MemoryStream":
    "BeginRead BeginWrite CanTimeout Capacity CopyToAsync DisposeAsync EndRead EndWrite FlushAsync GetLifetimeService" +
    " InitializeLifetimeService ReadAsync ReadAtLeast ReadAtLeastAsync ReadExactly ReadExactlyAsync ReadTimeout" +
    " TryGetBuffer WriteAsync WriteTimeout",
  "System.IO.Compression.GZipStream System.IO.Compression.DeflateStream":
    "BeginRead BeginWrite CanSeek CanTimeout CopyToAsync DisposeAsync EndRead EndWrite FlushAsync GetLifetimeService" +
    " InitializeLifetimeService Length Position ReadAsync ReadAtLeast ReadAtLeastAsync ReadExactly ReadExactlyAsync" +
    " ReadTimeout SetLength WriteAsync WriteTimeout",
  "System.IO.StreamReader":
    "CurrentEncoding DiscardBufferedData GetLifetimeService InitializeLifetimeService ReadAsync ReadBlock ReadBlockAsync" +
    " ReadLineAsync ReadToEndAsync",
  "System.IO.StringReader":
    "GetLifetimeService InitializeLifetimeService ReadAsync ReadBlock ReadBlockAsync ReadLineAsync ReadToEndAsync",
  "System.IO.StreamWriter":
    "DisposeAsync Encoding FlushAsync FormatProvider GetLifetimeService InitializeLifetimeService NewLine WriteAsync" +
    " WriteLineAsync",
  "System.IO.StringWriter":
    "DisposeAsync Encoding FlushAsync FormatProvider GetLifetimeService GetStringBuilder InitializeLifetimeService" +
    " NewLine WriteAsync WriteLineAsync",
  "System.Xml.XmlElement":
    "BaseURI CreateNavigator GetEnumerator GetPrefixOfNamespace Normalize PreviousText RemoveAttributeAt" +
    " RemoveAttributeNode SchemaInfo Supports WriteContentTo WriteTo",
  "System.Xml.XmlAttribute":
    "Attributes BaseURI CreateNavigator GetEnumerator GetPrefixOfNamespace Normalize PreviousText SchemaInfo Specified" +
    " Supports WriteContentTo WriteTo",
  "System.Text.RegularExpressions.Match System.Text.RegularExpressions.Group": "ValueSpan",
  "System.IntPtr": "CompareTo ToInt32 ToInt64 ToPointer TryFormat",
  "System.Collections.DictionaryEntry System.Collections.Generic.KeyValuePair`2": "Deconstruct",
  "System.DBNull": "GetObjectData GetTypeCode",
  "System.Math":
    "Acosh Asinh Atanh BitDecrement BitIncrement CopySign Cosh FusedMultiplyAdd IEEERemainder ILogB MaxMagnitude" +
    " MinMagnitude ReciprocalEstimate ReciprocalSqrtEstimate ScaleB SinCos Sinh Tanh",
  "System.StringComparer": "Compare",
  "System.Collections.Concurrent.ConcurrentDictionary`2":
    "AddOrUpdate Comparer GetAlternateLookup GetOrAdd IsEmpty ToArray TryGetAlternateLookup TryRemove TryUpdate",
  "System.Security.SecurityElement":
    "AddAttribute AddChild Attribute Attributes Children Copy Equal SearchForChildByTag SearchForTextOfTag Tag Text",
  "System.Xml.XmlText":
    "AppendData Attributes BaseURI CreateNavigator DeleteData GetEnumerator GetPrefixOfNamespace InsertData Length" +
    " Normalize PreviousText ReplaceData SchemaInfo SplitText Substring Supports WriteContentTo WriteTo",
  "System.Xml.XmlCDataSection System.Xml.XmlComment":
    "AppendData Attributes BaseURI CreateNavigator DeleteData GetEnumerator GetPrefixOfNamespace InsertData Length" +
    " Normalize PreviousText ReplaceData SchemaInfo Substring Supports WriteContentTo WriteTo",
  "System.Xml.XmlProcessingInstruction":
    "Attributes BaseURI CreateNavigator GetEnumerator GetPrefixOfNamespace Normalize PreviousText SchemaInfo Supports" +
    " Target WriteContentTo WriteTo",
  "System.Xml.XmlDeclaration":
    "Attributes BaseURI CreateNavigator Encoding GetEnumerator GetPrefixOfNamespace Normalize PreviousText SchemaInfo" +
    " Standalone Supports Version WriteContentTo WriteTo",
  "System.Xml.XmlDocumentType":
    "Attributes BaseURI CreateNavigator Entities GetEnumerator GetPrefixOfNamespace InternalSubset Normalize Notations" +
    " PreviousText PublicId SchemaInfo Supports SystemId WriteContentTo WriteTo",
  "System.Xml.XmlNodeList": "GetEnumerator",
  "System.Xml.XmlAttributeCollection": "CopyTo GetEnumerator InsertAfter InsertBefore Prepend RemoveAt",
  "System.Xml.NameTable": "Add Get",
  "System.Xml.XmlNamespaceManager":
    "DefaultNamespace GetEnumerator GetNamespacesInScope LookupPrefix NameTable PopScope PushScope RemoveNamespace",
  "System.Net.NetworkCredential": "GetCredential",
  "System.Text.UTF8Encoding System.Text.UnicodeEncoding System.Text.ASCIIEncoding System.Text.UTF32Encoding System.Text.Encoding":
    "Clone DecoderFallback EncoderFallback GetDecoder GetEncoder GetMaxCharCount IsAlwaysNormalized IsBrowserDisplay" +
    " IsBrowserSave IsMailNewsDisplay IsMailNewsSave IsReadOnly Preamble TryGetBytes TryGetChars WindowsCodePage",
  "System.Text.StringBuilder": "AppendJoin CopyTo GetChunks",
  "System.Security.Cryptography.HashAlgorithm":
    "CanReuseTransform CanTransformMultipleBlocks Clear ComputeHash ComputeHashAsync Dispose Hash HashSize Initialize" +
    " InputBlockSize OutputBlockSize TransformBlock TransformFinalBlock TryComputeHash",
  "System.Collections.Specialized.NameValueCollection":
    "CopyTo GetEnumerator GetKey GetObjectData GetValues HasKeys OnDeserialization",
  "System.Text.RegularExpressions.GroupCollection":
    "ContainsKey CopyTo GetEnumerator IsReadOnly IsSynchronized Keys SyncRoot TryGetValue Values",
  "System.Globalization.TextInfo":
    "ANSICodePage Clone CultureName EBCDICCodePage IsReadOnly IsRightToLeft LCID ListSeparator MacCodePage OEMCodePage",
  "System.Management.Automation.WildcardPattern": "ToWql",
};

/** Lower-case names of members by type. */
const namesByType = once((): ReadonlyMap<string, ReadonlySet<string>> => {
  const byType = new Map<string, ReadonlySet<string>>();
  for (const [types, names] of Object.entries(UNLISTED)) {
    const set = new Set(names.toLowerCase().split(" "));
    for (const one of types.split(" ")) byType.set(one, set);
  }
  return byType;
});

/** Whether a type has a member that its table does not list. */
export function isUnlisted(machine: Machine, type: string, member: string): boolean {
  const lower = member.toLowerCase();
  for (const one of lineage(machine, type)) if (namesByType().get(one.name)?.has(lower)) return true;
  return false;
}

/** A member that a value has though no table gives it: one that is not modelled, or a method that is not called. */
export function unlistedMember(machine: Machine, target: Plain, member: string, at: Trace | null): Unknown | undefined {
  if (target.kind === "null") return undefined;
  const type = typeNameOf(target);
  const symbol = `${symbolOf(target)}.${member.toLowerCase()}`;
  if (isUnlisted(machine, type, member)) return unmodelled(`${type}.${member} is not modelled`, symbol, at);
  const lower = member.toLowerCase();
  for (const one of lineage(machine, type)) {
    if (one.methods && overloadsOf(one.methods).has(lower))
      return unmodelled(
        `the method ${type}.${member} as a value is not modelled`,
        symbol,
        at,
        "System.Management.Automation.PSMethod",
      );
  }
  // What a list does not have is asked of its elements.
  const first = target.kind === "arr" && Array.isArray(target.items) ? (target.items[0] as Value | undefined) : undefined;
  return first !== undefined && "kind" in first && first.kind !== "arr" ? unlistedMember(machine, first, member, at) : undefined;
}

/** Methods that may change their object. */
const CHANGING =
  /^(?:add|append|clear|copyto|delete|except|getoradd|insert|pop|prepend|push|raw|remove|replace|set|symmetric|try(?:dequeue|pop|remove|update)|union)/i;

/** What a call of a method gives that .NET has and the tables here do not; undefined: there is no such method. */
export function unlistedCall(
  machine: Machine,
  target: Plain,
  method: string,
  args: readonly Value[],
  at: Trace | null,
): Unknown | undefined {
  const type = typeNameOf(target);
  if (!isUnlisted(machine, type, method)) return undefined;
  if (CHANGING.test(method)) machine.note("unmodelled", "all", `what ${type}.${method} changes is not modelled`, at);
  escaped(machine, args, `${type}.${method}`);
  const symbol = `${symbolOf(target)}.${method.toLowerCase()}(${args.map(symbolOf).join(",")})`;
  // What reflection finds in a type reaches what the type does.
  const reach = target.kind === "type" ? reachOfType(target.name) : null;
  used(machine, reach, method, args, at);
  return reaching(unmodelled(`${type}.${method} is not modelled`, symbol, at), reach);
}
