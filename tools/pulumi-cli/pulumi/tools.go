//go:build tools

// Pins the commands that `obtain.mjs` builds.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
