using ActiveRecording.Rtp.Codecs;

namespace ActiveRecording.Archive.Tests.Rendering;

internal static class Samples
{
    public static short[] ALaw(byte[] codes) => [.. codes.Select(G711.DecodeALaw)];

    public static short[] MuLaw(byte[] codes) => [.. codes.Select(G711.DecodeMuLaw)];

    public static void AreAt(short[] file, int start, short[] expected) =>
        Assert.Equal(expected, file.AsSpan(start, expected.Length).ToArray());

    /// <summary>They are there, at most so many samples off.</summary>
    public static void AreNear(short[] file, int start, short[] expected, int tolerance) => Assert.InRange(
        file.AsSpan(start - tolerance, expected.Length + 2 * tolerance).IndexOf(expected), 0, 2 * tolerance);

    public static void AreSilent(short[] file, int start, int count) =>
        Assert.Equal(new short[count], file.AsSpan(start, count).ToArray());
}
