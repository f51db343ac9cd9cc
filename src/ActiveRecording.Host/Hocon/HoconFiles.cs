using System.Text;

namespace ActiveRecording.Host.Hocon;

/// <summary>
/// Reads a configuration file and what it includes. Includes are relative to the file they stand in and never lead
/// out of the folder of the first one.
/// </summary>
internal sealed class HoconFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private const int MaxBytes = 4 * HoconLimits.FileCharacters;
    private readonly string folder;
    private int depth;
    private int files;

    private HoconFiles(string folder) => this.folder = folder;

    /// <summary>Reads a file with its includes.</summary>
    /// <param name="path">Where it is; positions name it as given here.</param>
    /// <exception cref="HoconException">It cannot be opened or read.</exception>
    public static HoconFields Read(string path)
    {
        var full = Path.GetFullPath(path);
        return new HoconFiles(Path.GetDirectoryName(full) ?? full).Read(path, new HoconPosition(path, 1, 1));
    }

    private HoconFields Read(string path, HoconPosition from)
    {
        if (++files > HoconLimits.Files) throw new HoconException(from, $"more than {HoconLimits.Files} files are included");
        if (++depth > HoconLimits.IncludeDepth)
            throw new HoconException(from, $"files include each other more than {HoconLimits.IncludeDepth} deep");
        var fields = HoconParser.Parse(ReadText(path, from), path, Include);
        depth--;
        return fields;
    }

    private HoconFields Include(string name, HoconPosition from)
    {
        var path = Path.Combine(Path.GetDirectoryName(from.File) ?? "", name);
        var inside = Path.GetRelativePath(folder, Path.GetFullPath(path));
        if (!inside.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(inside)) return Read(path, from);
        throw new HoconException(
            from, $"\"{name}\" leads out of {folder}; included files stay in the folder of the first one");
    }

    private static string ReadText(string path, HoconPosition from)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[MaxBytes + 1];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return count <= MaxBytes
                ? Strict.GetString(bytes.AsSpan(0, count))
                : throw new HoconException(from, $"{path} has more than {MaxBytes} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException
            or ArgumentException or NotSupportedException)
        {
            throw new HoconException(from, exception is DecoderFallbackException
                ? $"{path} is not UTF-8 text"
                : $"{path} cannot be read: {exception.Message}");
        }
    }
}
