using System.Buffers.Binary;
using System.Text;
using ActiveRecording.Archive.Spools;

namespace ActiveRecording.Archive.Rendering;

/// <summary>
/// Keeps packets that cannot be decoded here in the rtpdump format of the RTP tools, which Wireshark and
/// others read: a text line, a file header, and per packet
/// <code>
///  0        2              4           8
/// +--------+--------------+-----------+--------------------------+
/// | length | RTP length   | ms since  | RTP packet: header of 12 |
/// | + 8    |              | start     | bytes and payload        |
/// +--------+--------------+-----------+--------------------------+
/// </code>
/// all big endian.
/// </summary>
internal static class NativeFile
{
    private const int RecordHeaderBytes = 8;
    private const int RtpHeaderBytes = 12;

    /// <summary>
    /// Writes all packets of a spool, decodable or not; null, and no file, when there are none.
    /// </summary>
    public static NativeStream? Write(RenderSource source, string path)
    {
        using var reader = SpoolReader.Open(source.Path);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(Encoding.ASCII.GetBytes("#!rtpplay1.0 0.0.0.0/0\n"));
        var payloads = new PayloadMap();
        var packets = new Dictionary<SpooledPayload, long>();
        long? start = null;
        while (reader.Next())
        {
            if (reader.TryGetStream(out var stream)) payloads.Apply(stream!.Payloads);
            if (!reader.TryGetPacket(out var packet)) continue;
            if (start is null) WriteFileHeader(file, packet.ArrivalTicks);
            start ??= packet.ArrivalTicks;
            var payload = payloads[packet.PayloadType];
            packets[payload] = packets.GetValueOrDefault(payload) + 1;
            WritePacket(file, packet, (packet.ArrivalTicks - start.Value) / TimeSpan.TicksPerMillisecond);
        }

        file.Flush(flushToDisk: true);
        if (packets.Count > 0) return Describe(source, path, packets);
        file.Close();
        File.Delete(path);
        return null;
    }

    private static NativeStream Describe(
        RenderSource source, string path, Dictionary<SpooledPayload, long> packets) => new(
        path,
        source.Channel,
        packets.OrderByDescending(of => PayloadMap.KindOf(of.Key) == MediaKind.Native)
            .ThenByDescending(of => of.Value).First().Key,
        [.. packets.Keys.OrderBy(payload => payload.Type)],
        packets.Values.Sum());

    private static void WriteFileHeader(FileStream file, long startTicks)
    {
        Span<byte> header = stackalloc byte[16];
        header.Clear();
        var sinceEpoch = startTicks - DateTime.UnixEpoch.Ticks;
        BinaryPrimitives.WriteUInt32BigEndian(header, (uint)(sinceEpoch / TimeSpan.TicksPerSecond));
        BinaryPrimitives.WriteUInt32BigEndian(
            header[4..], (uint)(sinceEpoch % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        file.Write(header);
    }

    private static void WritePacket(FileStream file, in SpooledPacket packet, long milliseconds)
    {
        Span<byte> header = stackalloc byte[RecordHeaderBytes + RtpHeaderBytes];
        var rtpBytes = RtpHeaderBytes + packet.Payload.Length;
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)(RecordHeaderBytes + rtpBytes));
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)rtpBytes);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], (uint)milliseconds);
        header[8] = 2 << 6;
        header[9] = (byte)((packet.Marker ? 0x80 : 0) | packet.PayloadType);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], packet.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(header[12..], packet.Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], packet.Ssrc);
        file.Write(header);
        file.Write(packet.Payload);
    }
}
