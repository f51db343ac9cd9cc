using ActiveRecording.Archive.Spools;
using ActiveRecording.Simulation;

namespace ActiveRecording.Archive.Tests;

/// <summary>A spooler on real files and virtual time; everything runs when told to, on the caller's thread.</summary>
internal sealed class SpoolStation : IDisposable
{
    private readonly FileSystemDisk disk;

    public SpoolStation(string folder)
    {
        disk = new FileSystemDisk(folder);
        Spooler = new Spooler(SpoolLimits.Default, disk, Scheduler, Time, _ => { });
    }

    public VirtualTime Time { get; } = new();

    public VirtualScheduler Scheduler { get; } = new();

    public Spooler Spooler { get; }

    public SpoolWriter Open(string path, SpooledStream stream) => Spooler.Open(path, stream, error => throw error);

    /// <summary>Does what is to be done now.</summary>
    public void Settle()
    {
        while (Scheduler.Step())
        {
        }
    }

    /// <summary>Lets time pass, and what happens in it.</summary>
    public void Pass(TimeSpan time)
    {
        for (var end = Time.Elapsed + time; ;)
        {
            Settle();
            if (!Time.FireNext(end)) break;
        }

        Settle();
    }

    public void Dispose()
    {
        Spooler.Dispose();
        disk.Dispose();
    }
}
