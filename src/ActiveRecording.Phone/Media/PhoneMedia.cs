using System.Net;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Phone.Media;

/// <summary>
/// The audio of one call: a continuous stream of 20 ms packets, clips or silence, on an absolute schedule, and a record
/// of all that was sent and heard. Thread-safe.
/// </summary>
public sealed class PhoneMedia : IDisposable
{
    /// <summary>20 ms of G.711.</summary>
    public const int SamplesPerPacket = 160;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly bool keepPackets;
    private readonly IDatagramSocket rtp;
    private readonly IDatagramSocket rtcp;
    private readonly Playlist playlist = new();
    private readonly List<SentPacket> sent = [];
    private readonly List<HeardPacket> heard = [];
    private PacketClock? clock;
    private ITimer? reports;
    private IPEndPoint? remote;
    private IPEndPoint? remoteRtcp;
    private ushort nextSequence;
    private uint nextTimestamp;
    private readonly uint firstTimestamp;
    private bool resumed = true;
    private uint octetsSent;

    internal PhoneMedia(
        PhonePorts ports, IPAddress address, bool keepPackets, INetwork network, TimeProvider time, IIdentifiers identifiers)
    {
        this.time = time;
        this.keepPackets = keepPackets;
        (rtp, rtcp) = ports.Open(network, address, HearRtp, HearRtcp);
        var random = identifiers.NextUInt64();
        Ssrc = (uint)random;
        firstTimestamp = nextTimestamp = (uint)(random >> 32);
        nextSequence = (ushort)identifiers.NextUInt64();
    }

    /// <summary>Where it receives RTP; RTCP is the port above.</summary>
    public IPEndPoint Local => rtp.Local;

    /// <summary>Where it sends RTP; null while the peer takes none.</summary>
    public IPEndPoint? Remote
    {
        get
        {
            lock (gate) return remote;
        }
    }

    /// <summary>The synchronization source it sends as.</summary>
    public uint Ssrc { get; }

    /// <summary>What it sends in; null until negotiated.</summary>
    public PhoneCodec? Codec { get; private set; }

    /// <summary>The payload type it sends as.</summary>
    public byte PayloadType { get; private set; }

    /// <summary>Packets sent.</summary>
    public int PacketsSent { get; private set; }

    /// <summary>Packets that arrived and were RTP.</summary>
    public int PacketsHeard { get; private set; }

    /// <summary>RTCP datagrams that arrived.</summary>
    public int ReportsHeard { get; private set; }

    /// <summary>Every packet sent so far, if packets are kept.</summary>
    public IReadOnlyList<SentPacket> Sent
    {
        get
        {
            lock (gate) return [.. sent];
        }
    }

    /// <summary>Every packet heard so far, in the order of arrival, if packets are kept.</summary>
    public IReadOnlyList<HeardPacket> Heard
    {
        get
        {
            lock (gate) return [.. heard];
        }
    }

    /// <summary>Plays samples of 8000 Hz after what is queued already; done when the last packet was sent.</summary>
    /// <returns>Cancelled when the call ends before.</returns>
    public Task<PlayedClip> PlayAsync(ReadOnlyMemory<short> samples)
    {
        lock (gate) return playlist.Add(samples);
    }

    /// <summary>What was heard as linear samples from the first packet on, by timestamps, gaps as zeros.</summary>
    public short[] HeardSamples()
    {
        var packets = Heard.Where(packet => PhoneCodec.For(packet.PayloadType) is not null).ToList();
        if (packets.Count == 0) return [];
        var first = packets.Aggregate(packets[0].Timestamp, (low, p) => (int)(p.Timestamp - low) < 0 ? p.Timestamp : low);
        var samples = new short[packets.Max(p => (int)(p.Timestamp - first) + p.Payload.Length)];
        foreach (var packet in packets)
        {
            var decoded = PhoneCodec.For(packet.PayloadType)!.Decode(packet.Payload.Span);
            decoded.CopyTo(samples, (int)(packet.Timestamp - first));
        }

        return samples;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        clock?.Dispose();
        reports?.Dispose();
        rtp.Dispose();
        rtcp.Dispose();
        lock (gate) playlist.Abandon();
    }

    /// <summary>Starts or redirects the stream; the first packet leaves at once.</summary>
    /// <param name="codec">What it sends in.</param>
    /// <param name="payloadType">What it sends as.</param>
    /// <param name="to">The peer's RTP address; null sends nothing while the sample clock goes on.</param>
    /// <param name="control">The peer's RTCP address.</param>
    internal void Stream(PhoneCodec codec, byte payloadType, IPEndPoint? to, IPEndPoint? control)
    {
        lock (gate)
        {
            resumed |= remote is null;
            (Codec, PayloadType, remote, remoteRtcp) = (codec, payloadType, to, control);
            clock ??= new PacketClock(time, SendNext);
            reports ??= time.CreateTimer(_ => SendReport(), null, ReportInterval, ReportInterval);
        }
    }

    private void SendNext()
    {
        lock (gate)
        {
            var timestamp = nextTimestamp;
            nextTimestamp += SamplesPerPacket;
            if (remote is null || Codec is null) return;

            Span<byte> datagram = stackalloc byte[RtpPacket.HeaderBytes + SamplesPerPacket];
            var at = time.GetUtcNow();
            var codes = playlist.Next(Codec, at, timestamp);
            new RtpHeader(PayloadType, nextSequence, timestamp, Ssrc, Marker: resumed).Write(datagram, codes);
            if (keepPackets) sent.Add(new(at, nextSequence, timestamp, codes));
            resumed = false;
            nextSequence++;
            PacketsSent++;
            octetsSent += SamplesPerPacket;
            rtp.Send(datagram, remote);
            playlist.ConfirmSent();
        }
    }

    private void SendReport()
    {
        lock (gate)
        {
            if (remoteRtcp is null || clock is null || PacketsSent == 0) return;
            Span<byte> datagram = stackalloc byte[256];
            var writer = new RtcpWriter(datagram);
            var now = NtpTimestamp.From(time.GetUtcNow());
            var timestamp = firstTimestamp + (uint)(clock.Elapsed * SamplesPerPacket / PacketClock.Interval);
            writer.Write(new SenderReport(Ssrc, now, timestamp, (uint)PacketsSent, octetsSent), []);
            writer.WriteCName(Ssrc, rtp.Local.ToString());
            rtcp.Send(datagram[..writer.Length], remoteRtcp);
        }
    }

    private void HearRtp(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        var at = time.GetUtcNow();
        if (!RtpPacket.TryParse(datagram, out var packet)) return;
        lock (gate)
        {
            PacketsHeard++;
            if (!keepPackets) return;
            heard.Add(new(
                at, packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc, packet.Payload.ToArray()));
        }
    }

    private void HearRtcp(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        lock (gate) ReportsHeard++;
    }
}
