using ActiveRecording.Rtp.Wav;

namespace ActiveRecording.InteropTests.Audio;

/// <summary>The speech that peers play: the sample's two voices.</summary>
internal static class Speech
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "speech");

    /// <summary>4.6 s of a man's voice.</summary>
    public static string Alice => Path.Combine(Folder, "alice.wav");

    /// <summary>4.9 s of a woman's voice.</summary>
    public static string Bob => Path.Combine(Folder, "bob.wav");

    /// <summary>Writes a voice with a minute of silence behind it: baresip hangs up when its file ends.</summary>
    public static string Lengthened(string voice, string folder)
    {
        var path = Path.Combine(folder, Path.GetFileName(voice));
        using var stream = File.Create(path);
        using var writer = new WavWriter(stream, new WavFormat(WavCoding.Pcm16, 8_000, 1));
        writer.TryWrite(SpeechMatch.Read(voice));
        writer.TryWrite(new short[60 * 8_000]);
        return path;
    }
}
