using System.Globalization;
using System.Text;
using ActiveRecording.Simulation;

namespace ActiveRecording.SystemTests.Clusters;

/// <summary>What went wrong in a run, the first thing first, and a hash over everything that happened in it.</summary>
internal sealed class Findings(Simulator simulator)
{
    private const ulong Prime = 1099511628211;
    private readonly List<string> broken = [];
    private ulong hash = 14695981039346656037;

    /// <summary>The first invariant that did not hold; null if all did.</summary>
    public string? First => broken.Count > 0 ? broken[0] : null;

    /// <summary>All of them, in their order.</summary>
    public IReadOnlyList<string> All => broken;

    /// <summary>The same for the same run.</summary>
    public ulong Hash => hash;

    /// <summary>Told every step, for whoever compares two runs; null for nobody.</summary>
    public Action<string>? Watched { get; set; }

    /// <summary>An invariant does not hold.</summary>
    public void Add(string what) => broken.Add(string.Create(CultureInfo.InvariantCulture, $"{simulator.Time.Elapsed.TotalSeconds:F3} s: {what}"));

    /// <summary>Something happened.</summary>
    public void Trace(string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{simulator.Time.Elapsed.Ticks} {what}");
        foreach (var octet in Encoding.UTF8.GetBytes(line)) hash = unchecked((hash ^ octet) * Prime);
        Watched?.Invoke(line);
    }
}
