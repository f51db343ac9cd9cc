namespace ActiveRecording.Domain.Recordings;

/// <summary>
/// Which channel a stream is heard on: the party that is recorded left, the other right. Where neither party
/// bears the Record DN (a trunk's), the parties take the channels in the order they come; the same party
/// keeps its channel.
/// </summary>
internal static class ChannelAssignment
{
    public const int Left = 0;
    public const int Right = 1;

    /// <summary>The first stream of a session.</summary>
    /// <param name="line">The stream.</param>
    /// <param name="second">The second one, if any.</param>
    /// <param name="recordDn">On whose behalf is recorded.</param>
    /// <param name="past">Streams of sessions that are over, or that this one replaces.</param>
    /// <param name="present">
    /// Streams of the others: who is in them under the same number is somebody else, as on a trunk.
    /// </param>
    public static RecordedLine First(
        OfferedLine line, OfferedLine? second, string recordDn, IReadOnlyList<RecordedLine> past,
        IReadOnlyList<RecordedLine> present)
    {
        if (second is not null)
            return Place(line, line.Dn != recordDn && second.Dn == recordDn ? Right : Left);
        var taken = present.Where(other => other.Dn == line.Dn).Select(other => other.Channel).ToHashSet();
        var same = past.FirstOrDefault(former => former.Dn == line.Dn && !taken.Contains(former.Channel));
        if (same is not null) return Place(line, same.Channel);
        var wanted = line.Dn == recordDn ? Left : Right;
        var channels = past.Concat(present).Select(known => known.Channel).ToHashSet();
        return Place(line, channels.Contains(wanted) && !channels.Contains(1 - wanted) ? 1 - wanted : wanted);
    }

    /// <summary>The second stream takes the other channel.</summary>
    public static RecordedLine? Second(OfferedLine? line, RecordedLine first) =>
        line is null ? null : Place(line, 1 - first.Channel);

    /// <summary>Pictures belong to the channel of the party that sends them.</summary>
    public static RecordedLine? Video(OfferedLine? line, int channel) =>
        line is null ? null : Place(line, channel);

    private static RecordedLine Place(OfferedLine line, int channel) =>
        new(line.Index, line.Dn, channel, line.Active);
}
