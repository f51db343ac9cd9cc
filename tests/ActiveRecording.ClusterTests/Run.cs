using System.Net;
using ActiveRecording.ClusterTests.Arena;
using ActiveRecording.ClusterTests.Checks;
using ActiveRecording.ClusterTests.Faults;
using ActiveRecording.ClusterTests.Load;
using Npgsql;

namespace ActiveRecording.ClusterTests;

/// <summary>One cluster, one fault after the other, each with calls of its own.</summary>
internal sealed class Run(IReadOnlyList<Fault> faults)
{
    private const string Password = "quickstart";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly string folder = Directory.CreateTempSubdirectory("cluster-test-").FullName;
    private readonly List<FaultResult> results = [];
    private readonly List<TimeSpan> undisturbed = [];

    /// <summary>Runs all of it; the last line on standard output is for programs.</summary>
    /// <param name="isForPrograms">No table.</param>
    public async Task<ExitCode> RunAsync(bool isForPrograms)
    {
        // All that was started is in this process namespace and ends with it.
        using var watchdog = new Timer(static _ => GiveUp(), null, Limit, Timeout.InfiniteTimeSpan);
        // Others than root run the nodes.
        Shell.Run("chmod", "755", folder);
        await RunFaultsAsync();

        var passed = results.Count(static result => result.Passed);
        var failed = faults.Count - passed;
        undisturbed.Sort();
        var report = new Report(results, undisturbed);
        if (!isForPrograms) System.Console.Error.Write(report.ToTable());
        if (failed == 0) Directory.Delete(folder, recursive: true);
        else System.Console.Error.WriteLine($"The logs of nodes and phones, and the journal, are in {folder}.");
        System.Console.Error.WriteLine($"Passed: {passed}, Failed: {failed}");
        System.Console.WriteLine(report.ToJson());
        return failed == 0 ? ExitCode.Passed : ExitCode.Failed;
    }

    private static void GiveUp()
    {
        System.Console.Error.WriteLine($"Not done after {Limit.TotalMinutes:F0} minutes.");
        Environment.Exit((int)ExitCode.Failed);
    }

    private async Task RunFaultsAsync()
    {
        try
        {
            Progress.Say($"starting PostgreSQL, {Places.Nodes} nodes, a Media Server with its recorder");
            await using var cluster = await Cluster.StartAsync(folder);
            using var phone = new CallerPhone(new IPEndPoint(IPAddress.Loopback, 5_083), Places.SipServer, "1003", Password);
            await WarmUpAsync(phone, new JournalCheck(cluster.Database));
            foreach (var fault in faults)
            {
                var run = new FaultRun(cluster, phone, fault, NewFolder(fault.Name));
                results.Add(await run.RunAsync());
                undisturbed.AddRange(run.Undisturbed);
            }
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or TimeoutException or IOException or NpgsqlException)
        {
            Progress.Say($"broken off: {exception.Message}");
        }
    }

    private async Task WarmUpAsync(CallerPhone phone, JournalCheck journal)
    {
        Progress.Say("the first calls, while nothing breaks");
        await using var round = await Round.EstablishAsync(RoundSize.WarmUp, phone, NewFolder("warm-up"));
        await round.EndAsync(journal);
        if (round.Lost is [var first, ..])
            throw new InvalidOperationException($"Without a fault {round.Lost.Count} dialogs were lost: {first}");
    }

    private string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
}
