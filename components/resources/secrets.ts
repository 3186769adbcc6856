import * as pulumi from "@pulumi/pulumi";
import type { IisHostArgs } from "../arguments/index.js";

/** Secrets of a host: never in clear in the state, and on their way to the host only in protected parameters. */

export interface HostSecrets {
  readonly smartHostUser: pulumi.Output<string> | null;
  readonly smartHostPassword: pulumi.Output<string> | null;
  /** In the order of the users. */
  readonly passwords: readonly pulumi.Output<string>[];
}

type WithSecrets = Pick<IisHostArgs, "mail" | "accounts">;

/** `component` as messages name it: `IisHost "web"`. */
export function hostSecrets(component: string, args: WithSecrets): HostSecrets {
  const { userName, password } = args.mail?.smartHost ?? {};
  return {
    smartHostUser: userName === undefined ? null : pulumi.secret(userName),
    smartHostPassword: password === undefined ? null : secretInput(component, "mail.smartHost.password", password),
    passwords: (args.accounts?.users ?? []).map((user, index) =>
      secretInput(component, `accounts.users[${index}].password`, user.password),
    ),
  };
}

/** As the provisioning module reads them: base64 of JSON, so that no text of it can be taken for code. */
export function packedSecrets({ smartHostUser, smartHostPassword, passwords }: HostSecrets): pulumi.Output<string> {
  return pulumi.secret(
    pulumi.all([smartHostUser ?? "", smartHostPassword ?? "", pulumi.all([...passwords])]).apply(([user, password, all]) => {
      const json = JSON.stringify({ smartHostUser: user, smartHostPassword: password, passwords: all });
      return Buffer.from(json, "utf8").toString("base64");
    }),
  );
}

/** The component's own inputs go into the state too: with their secrets marked. */
export function recorded(args: WithSecrets, secrets: HostSecrets): pulumi.Inputs {
  const { mail, accounts } = args;
  const smartHost = mail?.smartHost;
  return {
    ...args,
    ...(mail === undefined || smartHost === undefined
      ? {}
      : {
          mail: {
            ...mail,
            smartHost: {
              ...smartHost,
              ...(secrets.smartHostUser === null ? {} : { userName: secrets.smartHostUser }),
              ...(secrets.smartHostPassword === null ? {} : { password: secrets.smartHostPassword }),
            },
          },
        }),
    ...(accounts?.users === undefined
      ? {}
      : {
          accounts: {
            ...accounts,
            users: accounts.users.map((user, index) => ({ ...user, password: secrets.passwords[index] })),
          },
        }),
  };
}

/**
 * The value as a secret output. A value in clear is refused at once; whether an output is secret is known only when it resolves, so then it is the
 * deployment that fails, before the value goes anywhere.
 */
export function secretInput(component: string, path: string, value: pulumi.Input<string>): pulumi.Output<string> {
  const message = `${component}: ${path} is not a secret; expected a secret output such as pulumi.secret(...), so that the state never holds it in clear.`;
  // No InputPropertiesError: with the path of a property, the engine prints its value too.
  if (!pulumi.Output.isInstance(value)) throw new pulumi.RunError(message);
  const output = value as pulumi.Output<string>;
  return pulumi.secret(
    pulumi.all([output, pulumi.isSecret(output)]).apply(([text, secret]) => {
      if (!secret) throw new pulumi.RunError(message);
      return text;
    }),
  );
}
