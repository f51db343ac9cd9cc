# The build program with PowerShell's spelling; `build.cs` says what the verbs do.
Set-Location $PSScriptRoot
dotnet run build.cs -- @args
exit $LASTEXITCODE
