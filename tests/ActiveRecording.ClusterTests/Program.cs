using ActiveRecording.ClusterTests;
using ActiveRecording.ClusterTests.Arena;
using ActiveRecording.ClusterTests.Faults;

var (options, names) = (args.Where(IsOption).ToList(), args.Where(static argument => !IsOption(argument)).ToList());
var known = Fault.All.Select(static fault => fault.Name).ToList();
if (names.Except(known).Any() || options.Except(["--json"]).Any())
{
    Console.Error.WriteLine($"cluster-test [FAULT…] [--json]; the faults are {string.Join(", ", known)}.");
    return (int)ExitCode.WrongCommandLine;
}

if (!PrivateNetwork.IsInside)
{
    if (PrivateNetwork.Problem() is not { } problem) return PrivateNetwork.RunInside(args);
    Console.Error.WriteLine("The cluster test needs a network of its own, PostgreSQL, sipp and baresip, and cannot have them here:");
    Console.Error.WriteLine(problem);
    return (int)ExitCode.CannotRunHere;
}

PrivateNetwork.SetUp();
var run = new Run([.. Fault.All.Where(fault => names.Count == 0 || names.Contains(fault.Name))]);
return (int)await run.RunAsync(isForPrograms: options.Count > 0);

static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);
