using ActiveRecording.Benchmarks.Load;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>One relay in one case: what it is called, how recorders take its copies, and how it is started.</summary>
internal sealed record RelaySubject(string Name, Recorders Recorders, Func<LoadLayout, IRelay> Start);

/// <summary>What there is to measure on this machine; peers that are missing are null, and it is said why.</summary>
internal sealed class RelaySubjects : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bench-relay-").FullName;

    public RelaySubjects()
    {
        if (MinimalRelay.TryCompile(folder, out var reason) is { } program)
        {
            Minimal = new("minimal relay, gso", Recorders.Shared, layout => new MinimalRelay(program, layout, "gso"));
            MinimalForeign = new("minimal relay, mmsg", Recorders.Foreign, layout => new MinimalRelay(program, layout, "mmsg"));
        }
        else
        {
            System.Console.Error.WriteLine($"The minimal relay is left out: {reason}.");
        }

        if (Relay.Rtpengine.CanRun(out reason)) Rtpengine = new("rtpengine", Recorders.Foreign, layout => new Relay.Rtpengine(layout));
        else System.Console.Error.WriteLine($"rtpengine is left out: {reason}.");
    }

    public RelaySubject Own { get; } = new("ours", Recorders.Shared, layout => new OwnRelay(layout));

    public RelaySubject OwnForeign { get; } = new("ours, foreign recorders", Recorders.Foreign, layout => new OwnRelay(layout));

    public RelaySubject? Minimal { get; }

    public RelaySubject? MinimalForeign { get; }

    public RelaySubject? Rtpengine { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
