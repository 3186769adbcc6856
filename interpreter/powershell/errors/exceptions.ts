/** Base types of the exceptions that provisioning scripts name in `catch`; everything else derives from System.Exception. */
const BASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "System.Management.Automation.RuntimeException": "System.SystemException",
    "System.SystemException": "System.Exception",
    "System.ApplicationException": "System.Exception",
    "System.Management.Automation.PSInvalidCastException": "System.InvalidCastException",
    "System.InvalidCastException": "System.SystemException",
    "System.FormatException": "System.SystemException",
    "System.OverflowException": "System.ArithmeticException",
    "System.DivideByZeroException": "System.ArithmeticException",
    "System.ArithmeticException": "System.SystemException",
    "System.ArgumentException": "System.SystemException",
    "System.ArgumentNullException": "System.ArgumentException",
    "System.Management.Automation.PSArgumentException": "System.ArgumentException",
    "System.ArgumentOutOfRangeException": "System.ArgumentException",
    "System.IndexOutOfRangeException": "System.SystemException",
    "System.InvalidOperationException": "System.SystemException",
    "System.NotSupportedException": "System.SystemException",
    "System.NotImplementedException": "System.SystemException",
    "System.NullReferenceException": "System.SystemException",
    "System.UnauthorizedAccessException": "System.SystemException",
    "System.IO.IOException": "System.SystemException",
    "System.IO.FileNotFoundException": "System.IO.IOException",
    "System.IO.DirectoryNotFoundException": "System.IO.IOException",
    "System.Net.WebException": "System.InvalidOperationException",
    "System.Management.Automation.CommandNotFoundException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.ParameterBindingException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.ParameterBindingValidationException": "System.Management.Automation.ParameterBindingException",
    "System.Management.Automation.ParameterBindingArgumentTransformationException":
      "System.Management.Automation.ParameterBindingException",
    "System.Management.Automation.ItemNotFoundException": "System.Management.Automation.SessionStateException",
    "System.Management.Automation.SessionStateException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.SessionStateUnauthorizedAccessException": "System.Management.Automation.SessionStateException",
    "System.Management.Automation.ActionPreferenceStopException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.MethodInvocationException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.MethodException": "System.Management.Automation.ExtendedTypeSystemException",
    "System.Management.Automation.SetValueException": "System.Management.Automation.ExtendedTypeSystemException",
    "System.Management.Automation.ExtendedTypeSystemException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.ArgumentTransformationMetadataException": "System.Management.Automation.MetadataException",
    "System.Management.Automation.ValidationMetadataException": "System.Management.Automation.MetadataException",
    "System.Management.Automation.MetadataException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.ParseException": "System.Management.Automation.RuntimeException",
  }).map(([name, base]) => [name.toLowerCase(), base]),
);

/** Whether an exception type is the wanted one or derives from it. Names are full and compared without case. */
export function isSubtype(exception: string, wanted: string): boolean {
  const target = wanted.toLowerCase();
  if (target === "system.exception" || target === "system.object") return true;
  let current: string | undefined = exception;
  while (current) {
    if (current.toLowerCase() === target) return true;
    current = BASES.get(current.toLowerCase());
  }
  return false;
}

/** An exception type with its base types, most derived first. */
export function exceptionTypes(exception: string): string[] {
  const names: string[] = [];
  let current: string | undefined = exception;
  while (current) {
    names.push(current);
    current = BASES.get(current.toLowerCase());
  }
  if (!names.includes("System.Exception")) names.push("System.Exception");
  names.push("System.Object");
  return names;
}
