#!/bin/sh
# The build program with a shell's spelling; `build.cs` says what the verbs do.
cd "$(dirname "$0")" && exec dotnet run build.cs -- "$@"
