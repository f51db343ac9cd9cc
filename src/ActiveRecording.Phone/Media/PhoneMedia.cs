using System.Net;
using ActiveRecording.Rtp.Packets;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Network;

namespace ActiveRecording.Phone.Media;

/// <summary>
/// The audio of one call, or its pictures: a continuous stream of a packet every 20 ms, clips or silence, on
/// an absolute schedule, and a record of all that was sent and heard. Thread-safe.
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
    private readonly OutgoingStream outgoing;
    private readonly List<HeardPacket> heard = [];
    private PacketClock? clock;
    private ITimer? reports;
    private IPEndPoint? remote;
    private IPEndPoint? remoteRtcp;
    private byte? eventType;
    private KeyPress? pressed;
    private (byte PayloadType, byte[] Payload)? instead;
    private bool resumed = true;
    private bool isSilent;
    private bool isOver;

    internal PhoneMedia(
        PhonePorts ports, IPAddress address, bool keepPackets, INetwork network, TimeProvider time,
        IIdentifiers identifiers)
    {
        this.time = time;
        this.keepPackets = keepPackets;
        (rtp, rtcp) = ports.Open(network, address, HearRtp, HearRtcp);
        var random = identifiers.NextUInt64();
        outgoing = new OutgoingStream(
            (uint)random, (uint)(random >> 32), (ushort)identifiers.NextUInt64(), keepPackets);
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
    public uint Ssrc => outgoing.Ssrc;

    /// <summary>What it sends in; null until negotiated.</summary>
    public PhoneCodec? Codec { get; private set; }

    /// <summary>The payload type it sends as.</summary>
    public byte PayloadType { get; private set; }

    /// <summary>Packets sent.</summary>
    public int PacketsSent => outgoing.Packets;

    /// <summary>Packets that arrived and were RTP.</summary>
    public int PacketsHeard { get; private set; }

    /// <summary>RTCP datagrams that arrived.</summary>
    public int ReportsHeard { get; private set; }

    /// <summary>Every packet sent so far, if packets are kept.</summary>
    public IReadOnlyList<SentPacket> Sent
    {
        get
        {
            lock (gate) return outgoing.Sent;
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

    /// <summary>
    /// Whether nothing is sent while the sample clock goes on, as a phone does that suppresses silence (RFC
    /// 3551 §4.1).
    /// </summary>
    public bool IsSilent
    {
        get => isSilent;
        set
        {
            lock (gate) resumed |= isSilent = value;
        }
    }

    /// <summary>
    /// Plays samples of 8000 Hz after what is queued already; done when the last packet was sent. Needs
    /// G.711.
    /// </summary>
    /// <returns>Cancelled when the call ends before.</returns>
    public Task<PlayedClip> PlayAsync(ReadOnlyMemory<short> samples)
    {
        lock (gate) return playlist.Add(samples);
    }

    /// <summary>
    /// What was heard as linear samples from the first packet on, by timestamps, gaps as zeros.
    /// </summary>
    public short[] HeardSamples()
    {
        var packets = Heard.Where(packet => PhoneCodec.For(packet.PayloadType) is not null).ToList();
        if (packets.Count == 0) return [];
        var first = packets.Aggregate(
            packets[0].Timestamp, (low, p) => (int)(p.Timestamp - low) < 0 ? p.Timestamp : low);
        var samples = new short[packets.Max(p => (int)(p.Timestamp - first) + p.Payload.Length)];
        foreach (var packet in packets)
        {
            var decoded = PhoneCodec.For(packet.PayloadType)!.Decode(packet.Payload.Span);
            decoded.CopyTo(samples, (int)(packet.Timestamp - first));
        }

        return samples;
    }

    /// <summary>Presses a key; done when it was released.</summary>
    /// <param name="code">0 to 9, 10 for the star, 11 for the hash (RFC 4733 §3.2).</param>
    /// <param name="packets">How long, in packets of 20 ms.</param>
    /// <exception cref="InvalidOperationException">The peer takes no telephone events.</exception>
    public Task PressAsync(byte code, int packets = 5)
    {
        lock (gate)
        {
            if (eventType is null || Codec is null)
                throw new InvalidOperationException("The peer takes no telephone events.");
            pressed = new KeyPress(code, packets, outgoing.NextTimestamp, Codec.TicksPerPacket);
            return pressed.Released;
        }
    }

    /// <summary>
    /// Sends something else in the place of the next packet: comfort noise (RFC 3389), or what nobody has
    /// heard of.
    /// </summary>
    public void SendInstead(byte payloadType, byte[] payload)
    {
        lock (gate) instead = (payloadType, payload);
    }

    /// <summary>Goes on as another source with other numbers, as after a change of the device.</summary>
    public void Restart(uint ssrc, ushort sequenceNumber, uint timestamp)
    {
        lock (gate) outgoing.Restart(ssrc, sequenceNumber, timestamp);
    }

    /// <summary>The timestamps leap while the sequence goes on.</summary>
    public void Leap(int ticks)
    {
        lock (gate) outgoing.Advance(ticks);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            playlist.Abandon();
            pressed?.Abandon();
        }

        clock?.Dispose();
        reports?.Dispose();
        rtp.Dispose();
        rtcp.Dispose();
    }

    /// <summary>Starts or redirects the stream; the first packet leaves at once.</summary>
    /// <param name="codec">What it sends in.</param>
    /// <param name="payloadType">What it sends as.</param>
    /// <param name="to">The peer's RTP address; null sends nothing while the sample clock goes on.</param>
    /// <param name="control">The peer's RTCP address.</param>
    /// <param name="events">What it sends telephone events as; null if the peer takes none.</param>
    internal void Stream(
        PhoneCodec codec, byte payloadType, IPEndPoint? to, IPEndPoint? control, byte? events = null)
    {
        lock (gate)
        {
            if (isOver) return;
            resumed |= remote is null;
            (Codec, PayloadType, remote, remoteRtcp, eventType) = (codec, payloadType, to, control, events);
            clock ??= new PacketClock(time, SendNext);
            reports ??= time.CreateTimer(_ => SendReport(), null, ReportInterval, ReportInterval);
        }
    }

    private void SendNext()
    {
        lock (gate)
        {
            if (Codec is not { } codec) return;
            var timestamp = outgoing.NextTimestamp;
            outgoing.Advance(codec.TicksPerPacket);
            if (remote is null) return;
            if (instead is var (other, payload))
                Write(time.GetUtcNow(), other, timestamp, marker: false, payload);
            else if (pressed is not null && eventType is { } type) SendEvent(pressed, type);
            else if (!isSilent) SendMedia(codec, time.GetUtcNow(), timestamp);
            instead = null;
        }
    }

    private void SendMedia(PhoneCodec codec, DateTimeOffset at, uint timestamp)
    {
        var payload = codec.IsSpeech
            ? playlist.Next(codec, at, timestamp)
            : codec.Frame(outgoing.NextSequence);
        Write(at, PayloadType, timestamp, resumed, payload);
        resumed = false;
        playlist.ConfirmSent();
    }

    private void SendEvent(KeyPress key, byte type)
    {
        Write(time.GetUtcNow(), type, key.Timestamp, key.IsFirst, key.Next());
        key.Confirm();
        if (!key.IsOver) return;
        pressed = null;
        resumed = true;
    }

    private void Write(DateTimeOffset at, byte payloadType, uint timestamp, bool marker, byte[] payload)
    {
        if (remote is null) return;
        Span<byte> datagram = stackalloc byte[RtpPacket.HeaderBytes + payload.Length];
        outgoing.Write(datagram, at, payloadType, timestamp, marker, payload);
        rtp.Send(datagram, remote);
    }

    private void SendReport()
    {
        lock (gate)
        {
            if (remoteRtcp is null || Codec is null) return;
            Span<byte> datagram = stackalloc byte[256];
            var length = outgoing.Report(
                datagram, time.GetUtcNow(), Codec.Format.Codec.ClockRate, rtp.Local.ToString());
            if (length > 0) rtcp.Send(datagram[..length], remoteRtcp);
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
                at, packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc,
                packet.Payload.ToArray()));
        }
    }

    private void HearRtcp(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        lock (gate) ReportsHeard++;
    }
}
