using System.Net;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.Sip;

/// <summary>One line per source and minute about refused input, with the number left out since the last one.</summary>
internal sealed class RefusalLog(string endpoint, TimeProvider time, ILogger log)
{
    private const int MaxSources = 1_024;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly Dictionary<IPAddress, Source> sources = [];

    public void Refused(IPAddress address, string reason)
    {
        var now = time.GetTimestamp();
        if (!sources.TryGetValue(address, out var source))
        {
            if (sources.Count >= MaxSources) Forget();
            // So many sources in a minute are one attack: they share a line.
            if (sources.Count >= MaxSources) address = IPAddress.Any;
            sources.TryGetValue(address, out source);
        }

        if (source is not null && time.GetElapsedTime(source.Logged, now) < Interval)
        {
            source.Suppressed++;
            return;
        }

        log.InputRefused(endpoint, address, reason, source?.Suppressed ?? 0);
        sources[address] = new(now);
    }

    private void Forget()
    {
        foreach (var (address, source) in sources.ToList())
        {
            if (time.GetElapsedTime(source.Logged) >= Interval) sources.Remove(address);
        }
    }

    private sealed class Source(long logged)
    {
        public long Logged { get; } = logged;

        public long Suppressed { get; set; }
    }
}
