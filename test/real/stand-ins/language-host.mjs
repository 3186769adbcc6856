#!/usr/bin/env node
// Stand-in for `pulumi-language-nodejs`, which cannot be built from Go modules: runs programs and policy packs with Pulumi's own Node scripts. Test equipment.
// (Protocol: pulumi/pulumi `proto/pulumi/language.proto` and `analyzer.proto`.)
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { dirname, join } from "node:path";

const require = createRequire(join(process.env.LYCOSA_MODULES, "package.json"));
const grpc = require("@grpc/grpc-js");
const language = require("@pulumi/pulumi/proto/language_pb");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
const { PluginInfo, PluginDependency, PackageDependency } = require("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");

const engine = process.argv.at(-1);
const SIZES = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
const children = new Set();

function start(arguments_, options) {
  const child = spawn(process.execPath, arguments_, options);
  children.add(child);
  child.on("exit", () => children.delete(child));
  return child;
}

function stop() {
  for (const child of children) child.kill();
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
process.on("exit", stop);

// A host that was only started for a plugin is not stopped by the engine: it leaves when the engine is gone.
const [host, port] = engine.split(":");
let met = false;
setInterval(() => {
  const socket = connect(Number(port), host, () => {
    met = true;
    socket.destroy();
  });
  socket.on("error", () => met && process.exit(0));
}, 300).unref();

function resolveFrom(directory, name) {
  return createRequire(join(directory, "none.js")).resolve(name);
}

function optionsOf(info) {
  return info.getOptions()?.toJavaScript() ?? {};
}

function run(call, done) {
  const request = call.request;
  const info = request.getInfo();
  const options = optionsOf(info);
  const config = {};
  request.getConfigMap().forEach((value, key) => {
    config[key] = value;
  });
  const directory = request.getPwd() || info.getProgramDirectory();
  const arguments_ = [
    ...(options.nodeargs ? String(options.nodeargs).split(/\s+/) : []),
    resolveFrom(info.getProgramDirectory(), "@pulumi/pulumi/cmd/run"),
    `--monitor=${request.getMonitorAddress()}`,
    `--engine=${engine}`,
    `--project=${request.getProject()}`,
    `--stack=${request.getStack()}`,
    `--organization=${request.getOrganization()}`,
    `--pwd=${directory}`,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    `--parallel=${request.getParallel()}`,
    `--root-directory=${info.getRootDirectory()}`,
    info.getEntryPoint() || ".",
  ];
  const env = {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript !== false),
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  };
  const child = start(arguments_, { cwd: directory, env, stdio: ["ignore", "inherit", "inherit"] });
  child.on("exit", (code) => {
    const response = new language.RunResponse();
    // 32: the program has logged its error itself.
    if (code === 32) response.setBail(true);
    else if (code) response.setError(`the program ended with exit code ${code}`);
    done(null, response);
  });
}

/** Starts a policy pack once the engine has said which stack it is for, and passes its calls on. */
function runPlugin(call) {
  const request = call.request;
  const directory = request.getInfo().getProgramDirectory();
  const send = (set) => {
    const message = new language.RunPluginResponse();
    set(message);
    call.write(message);
  };
  const stderr = (bytes) => send((message) => message.setStderr(bytes));
  const end = (code) => {
    send((message) => message.setExitcode(code ?? 0));
    call.end();
  };
  if (request.getKind() !== "analyzer") {
    stderr(Buffer.from(`plugins of kind '${request.getKind()}' are not run by this stand-in\n`));
    return end(1);
  }
  let pack;
  const startPack = (stack) => {
    pack ??= new Promise((resolve, reject) => {
      const config = {};
      stack?.getConfigMap().forEach((value, key) => {
        config[key] = value;
      });
      const about = stack && {
        PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
        PULUMI_NODEJS_PROJECT: stack.getProject(),
        PULUMI_NODEJS_STACK: stack.getStack(),
        PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
        PULUMI_CONFIG: JSON.stringify(config),
      };
      const script = resolveFrom(directory, "@pulumi/pulumi/cmd/run-policy-pack");
      const child = start([script, ...request.getArgsList(), "."], {
        cwd: directory,
        env: { ...process.env, PULUMI_NODEJS_TYPESCRIPT: "true", ...about },
      });
      let output = "";
      child.stdout.on("data", (bytes) => {
        output += bytes;
        const port = /^(\d+)\r?\n/.exec(output)?.[1];
        if (port !== undefined) resolve(new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), SIZES));
      });
      child.stderr.on("data", stderr);
      child.on("exit", (code) => {
        reject(new Error(`the policy pack ended with exit code ${code}`));
        end(code);
      });
      call.on("cancelled", () => child.kill());
    });
    return pack;
  };
  const server = new grpc.Server(SIZES);
  const definition = {};
  const implementation = {};
  for (const [name, method] of Object.entries(AnalyzerService)) {
    definition[name] = method;
    if (name === "handshake") implementation[name] = (_call, done) => done(null, new analyzer.AnalyzerHandshakeResponse());
    else if (name === "configureStack") {
      implementation[name] = (stack, done) => {
        startPack(stack.request).catch(() => undefined);
        done(null, new analyzer.AnalyzerStackConfigureResponse());
      };
    } else {
      definition[name] = { ...method, requestDeserialize: (bytes) => bytes, responseSerialize: (bytes) => bytes };
      implementation[name] = (passed, done) => {
        startPack().then(
          (client) =>
            client.makeUnaryRequest(
              method.path,
              (bytes) => bytes,
              (bytes) => bytes,
              passed.request,
              passed.metadata,
              done,
            ),
          (error) => done({ code: grpc.status.INTERNAL, details: error.message }),
        );
      };
    }
  }
  server.addService(definition, implementation);
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, bound) =>
    send((message) => message.setStdout(Buffer.from(`${bound}\n`))),
  );
  call.on("cancelled", () => server.forceShutdown());
}

/** Packages beside a program that need a provider plugin. */
function providers(directory) {
  for (let at = directory; ; at = dirname(at)) {
    const modules = join(at, "node_modules");
    if (existsSync(modules)) {
      const names = readdirSync(modules).flatMap((name) =>
        name.startsWith("@") ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
      );
      return names.flatMap((name) => {
        try {
          const { pulumi, version, name: full } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
          return pulumi?.resource
            ? [{ name: pulumi.name ?? full.replace(/^@pulumi\//, ""), version: pulumi.version ?? version }]
            : [];
        } catch {
          return [];
        }
      });
    }
    if (dirname(at) === at) return [];
  }
}

function fill(message, { name, version }) {
  message.setName(name);
  message.setKind("resource");
  message.setVersion(`v${version.replace(/^v/, "")}`);
  return message;
}

const server = new grpc.Server(SIZES);
const methods = {
  handshake: (_call, done) => done(null, new language.LanguageHandshakeResponse()),
  getPluginInfo: (_call, done) => {
    const info = new PluginInfo();
    info.setVersion("3.259.0");
    done(null, info);
  },
  getRequiredPackages: (call, done) => {
    const response = new language.GetRequiredPackagesResponse();
    for (const one of providers(call.request.getInfo().getProgramDirectory()))
      response.addPackages(fill(new PackageDependency(), one));
    done(null, response);
  },
  getRequiredPlugins: (call, done) => {
    const response = new language.GetRequiredPluginsResponse();
    for (const one of providers(call.request.getInfo().getProgramDirectory()))
      response.addPlugins(fill(new PluginDependency(), one));
    done(null, response);
  },
  run,
  runPlugin,
  cancel: (_call, done) => {
    stop();
    done(null, new Empty());
  },
};
const unimplemented = (call, done) => {
  const error = { code: grpc.status.UNIMPLEMENTED, details: "not part of this stand-in" };
  if (done) done(error);
  else call.emit("error", error);
};
const all = Object.fromEntries(Object.keys(LanguageRuntimeService).map((name) => [name, methods[name] ?? unimplemented]));
server.addService(LanguageRuntimeService, all);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
  if (error) throw error;
  process.stdout.write(`${bound}\n`);
});
