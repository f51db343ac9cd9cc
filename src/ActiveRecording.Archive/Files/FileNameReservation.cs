using System.Text;

namespace ActiveRecording.Archive.Files;

/// <summary>
/// Gives each recording one file name, for good: it is noted beside the spools before the file is written, so
/// that sealing again after a crash overwrites its own half-written file and nobody else's.
/// </summary>
internal sealed class FileNameReservation(string folder)
{
    private const string NoteName = "name";
    private readonly Lock gate = new();

    /// <summary>The name without extension; <c>-2</c>, <c>-3</c> … are appended until it is free.</summary>
    /// <param name="spoolFolder">The recording's spools.</param>
    /// <param name="wanted">A safe name.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public string Take(string spoolFolder, string wanted)
    {
        var note = Path.Combine(spoolFolder, NoteName);
        lock (gate)
        {
            if (File.Exists(note)) return File.ReadAllText(note);
            var name = wanted;
            for (var number = 2; !TryClaim(name); number++) name = $"{wanted}-{number}";
            DurableFile.Write(note, Encoding.UTF8.GetBytes(name));
            return name;
        }
    }

    private bool TryClaim(string name)
    {
        var path = Path.Combine(folder, name + RecordingStore.WavExtension);
        if (File.Exists(path) || File.Exists(Path.Combine(folder, name + RecordingStore.ManifestExtension)))
            return false;
        try
        {
            using var claimed = new FileStream(DurableFile.TemporaryPath(path), FileMode.CreateNew);
            return true;
        }
        catch (IOException) when (File.Exists(DurableFile.TemporaryPath(path)))
        {
            return false;
        }
    }
}
