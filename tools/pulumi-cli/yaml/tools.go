//go:build tools

// Pins the command that `obtain.mjs` builds.
package tools

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
