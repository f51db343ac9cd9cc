namespace ActiveRecording.Domain.Recordings;

/// <summary>
/// Which channel a stream is heard on: the party that is recorded left, the other right. Where neither party bears the
/// Record DN (a trunk's), the parties take the channels in the order they come; the same party keeps its channel.
/// </summary>
internal static class ChannelAssignment
{
    public const int Left = 0;
    public const int Right = 1;

    /// <summary>The first stream of a session.</summary>
    public static RecordedLine First(OfferedLine line, OfferedLine? second, string recordDn, IEnumerable<RecordedLine> before)
    {
        var wanted = line.Dn == recordDn ? Left : Right;
        if (second is not null) return Place(line, line.Dn != recordDn && second.Dn == recordDn ? Right : Left);
        var lines = before.ToArray();
        if (lines.FirstOrDefault(known => known.Dn == line.Dn) is { } same) return Place(line, same.Channel);
        var isTaken = lines.Any(known => known.Channel == wanted);
        var isOtherFree = lines.All(known => known.Channel == wanted);
        return Place(line, isTaken && isOtherFree ? 1 - wanted : wanted);
    }

    /// <summary>The second stream takes the other channel.</summary>
    public static RecordedLine? Second(OfferedLine? line, RecordedLine first) =>
        line is null ? null : Place(line, 1 - first.Channel);

    private static RecordedLine Place(OfferedLine line, int channel) => new(line.Index, line.Dn, channel, line.Active);
}
