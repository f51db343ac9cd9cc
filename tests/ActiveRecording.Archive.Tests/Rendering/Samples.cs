using ActiveRecording.Rtp.Codecs;

namespace ActiveRecording.Archive.Tests.Rendering;

internal static class Samples
{
    public static short[] ALaw(byte[] codes) => [.. codes.Select(G711.DecodeALaw)];

    public static short[] MuLaw(byte[] codes) => [.. codes.Select(G711.DecodeMuLaw)];

    public static void AreAt(short[] file, int start, short[] expected) =>
        Assert.Equal(expected, file.AsSpan(start, expected.Length).ToArray());

    public static void AreSilent(short[] file, int start, int count) =>
        Assert.Equal(new short[count], file.AsSpan(start, count).ToArray());
}
