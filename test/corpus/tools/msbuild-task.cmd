msbuild \\share\build\setup.proj
