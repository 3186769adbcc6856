import * as pulumi from "@pulumi/pulumi";

/**
 * The value as a secret output. A value in clear is refused at once; whether an output is secret is known only when it resolves, so then it is the
 * deployment that fails, before the value goes anywhere.
 */
export function secretInput(component: string, path: string, value: pulumi.Input<string>): pulumi.Output<string> {
  const message = `IisHost ${JSON.stringify(component)}: ${path} is not a secret; expected a secret output such as pulumi.secret(...), so that the state never holds it in clear.`;
  if (!pulumi.Output.isInstance(value)) {
    throw new pulumi.InputPropertiesError({ message, errors: [{ propertyPath: path, reason: "is not a secret" }] });
  }
  const output = value as pulumi.Output<string>;
  return pulumi.secret(
    pulumi.all([output, pulumi.isSecret(output)]).apply(([text, secret]) => {
      if (!secret) throw new pulumi.RunError(message);
      return text;
    }),
  );
}
