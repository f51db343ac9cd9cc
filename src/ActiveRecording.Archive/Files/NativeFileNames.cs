using System.Globalization;
using ActiveRecording.Archive.Rendering;

namespace ActiveRecording.Archive.Files;

/// <summary>
/// Names of native files beside a recording's WAV: <c>name.0.opus.rtpdump</c> by channel and codec, for
/// further streams of the same <c>name.0.opus-2.rtpdump</c>.
/// </summary>
internal sealed class NativeFileNames(string recording)
{
    private const string Extension = ".rtpdump";
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The streams with their names.</summary>
    public IEnumerable<(NativeStream Stream, string Name)> Of(IEnumerable<NativeStream> streams) =>
        [.. streams.Select(stream => (stream, Of(stream)))];

    private string Of(NativeStream stream)
    {
        var codec = SafeFileName.From(stream.Codec.Encoding, "codec");
        var stem = string.Create(CultureInfo.InvariantCulture, $"{recording}.{stream.Channel}.{codec}");
        var name = stem + Extension;
        for (var number = 2; !taken.Add(name); number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}{Extension}");
        return name;
    }
}
