using ActiveRecording.Benchmarks.Relay;

namespace ActiveRecording.Benchmarks.Load;

/// <summary>What one party sends.</summary>
internal struct LoadFlow
{
    /// <summary>Its number among <see cref="LoadLayout.PartySockets"/>.</summary>
    public int Socket;

    /// <summary>The leg's port at the relay.</summary>
    public int To;

    /// <summary>When its next packet is due, in nanoseconds since 1970.</summary>
    public long Due;

    public ushort Sequence;

    public uint Timestamp;

    /// <summary>Two flows per call, A's before B's.</summary>
    public static LoadFlow[] Of(LoadLayout layout, IRelay relay)
    {
        var flows = new LoadFlow[2 * layout.Calls.Count];
        for (var number = 0; number < flows.Length; number++)
        {
            var (call, side) = (number / 2, number % 2);
            flows[number].Socket = LoadLayout.SocketOf(call, side);
            flows[number].To = side == 0 ? relay.Legs[call].A : relay.Legs[call].B;
        }

        return flows;
    }

    /// <summary>Makes the flows due one after the other within the first 20 ms, those of one socket in a row.</summary>
    /// <returns>Their numbers in this order.</returns>
    public static int[] Spread(LoadFlow[] flows, long start)
    {
        int[] order = [.. Enumerable.Range(0, flows.Length).OrderBy(flow => flows[flow].Socket)];
        for (var place = 0; place < order.Length; place++)
            flows[order[place]].Due = start + LoadSender.IntervalNanos * place / order.Length;
        return order;
    }

    /// <summary>The next packet's turn, 20 ms later.</summary>
    public void Advance()
    {
        Sequence++;
        Timestamp += LoadStamp.PacketBytes - LoadStamp.HeaderBytes;
        Due += LoadSender.IntervalNanos;
    }
}
