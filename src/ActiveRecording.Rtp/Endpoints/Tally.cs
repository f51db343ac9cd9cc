using ActiveRecording.Rtp.DataPlane;

namespace ActiveRecording.Rtp.Endpoints;

/// <summary>What is counted.</summary>
internal enum Counted
{
    Rtp,
    Rtcp,
    TooShort,
    Malformed,
    WrongSource,
    UnknownPayload,
    UnknownSsrc,
    Held,
    Renumbered,
    SendFailed,
    Unreachable,
    UntoldFacts,
    NoSocket,
    Failures,
}

/// <summary>Counts of one shard: written within it, read by anyone.</summary>
internal sealed class Tally
{
    private readonly long[] counts = new long[(int)Counted.Failures + 1];

    public void Count(Counted kind, int times = 1) => Volatile.Write(ref counts[(int)kind], counts[(int)kind] + times);

    public long Of(Counted kind) => Volatile.Read(ref counts[(int)kind]);

    /// <summary>The counts of all shards of a plane.</summary>
    public static RtpCounters Sum(IReadOnlyList<Shard> shards, int portPairs)
    {
        return new RtpCounters(
            Of(Counted.Rtp), Of(Counted.Rtcp), Of(Counted.TooShort), Of(Counted.Malformed), Of(Counted.WrongSource),
            Of(Counted.UnknownPayload), Of(Counted.Held), portPairs, Of(Counted.Renumbered))
        {
            UnknownSsrc = Of(Counted.UnknownSsrc),
            SendFailed = Of(Counted.SendFailed),
            Unreachable = Of(Counted.Unreachable),
            UntoldFacts = Of(Counted.UntoldFacts),
            Failures = Of(Counted.Failures),
        };

        long Of(Counted kind) => shards.Sum(shard => shard.Tally.Of(kind));
    }
}
