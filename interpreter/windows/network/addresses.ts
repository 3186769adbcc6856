import { computerName, isThisComputer, ownAddress } from "../../os/computer.js";
import type { CmdletCall, Tool } from "../../tools/tool.js";
import { parameters } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import { array, FALSE, int, str, Unknown, type Value } from "../../values/value.js";
import { bag } from "../wmi/objects.js";

/**
 * What the host tells about its own addresses. They are not known here, but that they are its own is: a relay list that holds
 * them grants the host itself.
 */

function addressObject(): Value {
  const address = ownAddress();
  return bag("Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/MSFT_NetIPAddress", [
    ["IPAddress", address],
    ["IPv4Address", address],
    ["AddressFamily", str("IPv4")],
    ["InterfaceAlias", unknown("the alias of a network interface", "host:interface-alias")],
    ["InterfaceIndex", unknown("the index of a network interface", "host:interface-index")],
    ["PrefixLength", unknown("the prefix length of an address", "host:prefix-length")],
    ["PrefixOrigin", unknown("the origin of an address", "host:prefix-origin")],
    ["AddressState", str("Preferred")],
    ["SuffixOrigin", unknown("the origin of an address", "host:suffix-origin")],
  ]);
}

function unknown(why: string, symbol: string): Unknown {
  return new Unknown("input", why, symbol);
}

function configuration(): Value {
  return bag("NetIPConfiguration", [
    ["IPv4Address", array([addressObject()])],
    ["ComputerName", computerName()],
    ["InterfaceAlias", unknown("the alias of a network interface", "host:interface-alias")],
    ["InterfaceIndex", unknown("the index of a network interface", "host:interface-index")],
    ["IPv4DefaultGateway", unknown("the default gateway", "host:gateway")],
    ["DNSServer", unknown("the DNS servers", "host:dns-servers")],
    ["NetAdapter", unknown("a network adapter", "host:net-adapter")],
  ]);
}

const cmdlet = (name: string, notations: readonly string[], run: (call: CmdletCall) => void): Tool => ({
  form: "cmdlet",
  names: [name],
  effect: "inert",
  areas: [],
  module: "NetTCPIP",
  documented: "https://learn.microsoft.com/powershell/module/nettcpip/",
  parameters: parameters(...notations),
  run,
});

const FILTERS = [
  "IPAddress@0",
  "InterfaceAlias[]",
  "InterfaceIndex[]",
  "AddressFamily[]",
  "AddressState[]",
  "PrefixOrigin[]",
  "SuffixOrigin[]",
  "Type[]",
  "PrefixLength[]",
];

export const addressTools: readonly Tool[] = [
  cmdlet("Get-NetIPAddress", [...FILTERS, "PolicyStore", "IncludeAllCompartments?", "CimSession[]"], (call) =>
    call.out(addressObject()),
  ),
  cmdlet(
    "Get-NetIPConfiguration",
    ["InterfaceAlias@0", "InterfaceIndex", "All?", "Detailed?", "CompartmentId", "AllCompartments?", "CimSession"],
    (call) => call.out(configuration()),
  ),
];

/** An IPAddress object of the host's own. */
function ownAddressObject(): Value {
  return bag("System.Net.IPAddress", [
    ["IPAddressToString", ownAddress()],
    ["AddressFamily", str("InterNetwork")],
    ["Address", unknown("the host's own address", "host:own-address/number")],
    ["IsIPv6LinkLocal", FALSE],
    ["ScopeId", int(0)],
  ]);
}

export const addressesFamily: Family = {
  types: [
    {
      name: "System.Net.Dns",
      modelled: {
        statics: {
          invoke: (machine, name, args) => {
            switch (name.toLowerCase()) {
              case "gethostname":
                return computerName();
              case "gethostaddresses": {
                const host = args[0] === undefined ? "" : (scalarText(machine, args[0]) ?? "");
                if (!isThisComputer(machine, host)) return unknown("the addresses of another computer", "dns:addresses");
                return array([ownAddressObject()], "System.Net.IPAddress");
              }
              case "gethostentry":
              case "gethostbyname":
                return bag("System.Net.IPHostEntry", [
                  ["HostName", computerName()],
                  ["AddressList", array([ownAddressObject()], "System.Net.IPAddress")],
                ]);
            }
            return undefined;
          },
        },
      },
    },
  ],
};
