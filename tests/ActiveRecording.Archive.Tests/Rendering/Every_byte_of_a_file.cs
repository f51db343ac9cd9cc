using ActiveRecording.Archive.Rendering;
using ActiveRecording.Rtp.Codecs;

namespace ActiveRecording.Archive.Tests.Rendering;

/// <summary>
/// A whole file against one made sample by sample: every format, both laws, payload lengths that fit no vector, loss, disorder
/// and packets so late that their place is on the disk already.
/// </summary>
public sealed class Every_byte_of_a_file : IDisposable
{
    private const int HeaderBytes = 44;
    private const int CodedHeaderBytes = 58;
    private const int Count = 1_000;
    private readonly Studio studio = new();

    [Theory]
    [InlineData(RenderFormat.Pcm16, 1)]
    [InlineData(RenderFormat.Pcm16, 2)]
    [InlineData(RenderFormat.MuLaw, 3)]
    [InlineData(RenderFormat.ALaw, 4)]
    public void Is_what_a_sample_by_sample_renderer_writes(RenderFormat format, int seed)
    {
        var random = new Random(seed);
        var expected = Silence(format);
        for (var channel = 0; channel < 2; channel++)
        {
            var speech = new Speech { Seed = seed + channel, PayloadType = (byte)(random.Next(2) * 8), FirstSequence = (ushort)random.Next(65_536) };
            var kept = speech.Packets(0, Count).Where((_, index) => index is 0 or Count - 1 || random.NextDouble() > 0.05).ToArray();
            var arrived = kept.Select(packet => Cut(packet, random)).Select(
                packet => packet.Later(random.NextDouble() < 0.02 ? 9_000 * random.NextDouble() : 15 * random.NextDouble())).ToArray();
            studio.Spool(channel, arrived, speech.Report(0));
            foreach (var packet in arrived) Draw(expected, format, channel, (ushort)(packet.Sequence - speech.FirstSequence), packet);
        }

        studio.Format = format;
        studio.Render(0.02 * Count);

        var header = format == RenderFormat.Pcm16 ? HeaderBytes : CodedHeaderBytes;
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(File.ReadAllBytes(studio.WavPath).AsSpan(header)));
    }

    public void Dispose() => studio.Dispose();

    /// <summary>Some packets hold less than the distance to the next.</summary>
    private static ArrivedPacket Cut(ArrivedPacket packet, Random random) =>
        random.Next(3) == 0 ? packet with { Payload = packet.Payload[..random.Next(1, 161)] } : packet;

    private static byte[] Silence(RenderFormat format)
    {
        var samples = Count * Speech.PacketSamples * 2;
        var bytes = new byte[format == RenderFormat.Pcm16 ? samples * 2 : samples];
        Array.Fill(bytes, format switch { RenderFormat.MuLaw => (byte)0xFF, RenderFormat.ALaw => (byte)0xD5, _ => (byte)0 });
        return bytes;
    }

    private static void Draw(byte[] file, RenderFormat format, int channel, int index, ArrivedPacket packet)
    {
        for (var at = 0; at < packet.Payload.Length; at++)
        {
            var place = (index * Speech.PacketSamples + at) * 2 + channel;
            var code = packet.Payload[at];
            var sample = packet.PayloadType == 0 ? G711.DecodeMuLaw(code) : G711.DecodeALaw(code);
            var isMuLaw = packet.PayloadType == 0;
            if (format == RenderFormat.Pcm16) BitConverter.TryWriteBytes(file.AsSpan(2 * place), sample);
            else if (format == RenderFormat.MuLaw) file[place] = isMuLaw ? code : G711.EncodeMuLaw(sample);
            else file[place] = isMuLaw ? G711.EncodeALaw(sample) : code;
        }
    }
}
