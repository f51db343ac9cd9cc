using Microsoft.Extensions.Logging;

namespace ActiveRecording.Journals;

/// <summary>
/// A file that holds disk space back for the journal: deleted when the disk is full, made again when twice its size is
/// free. Used on the writer's thread only.
/// </summary>
internal sealed class JournalReserve(string path, long bytes, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(30);
    private DateTimeOffset lastAttempt = DateTimeOffset.MinValue;

    /// <summary>Makes the file if it is missing, there is room, and the last attempt is some time ago.</summary>
    public void Restore()
    {
        var now = time.GetUtcNow();
        if (bytes <= 0 || now - lastAttempt < BetweenAttempts) return;
        lastAttempt = now;
        if (File.Exists(path) && new FileInfo(path).Length == bytes) return;
        try
        {
            if (new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace < 2 * bytes) return;
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                PreallocationSize = bytes,
            };
            using var file = new FileStream(path, options);
            file.SetLength(bytes);
        }
        catch (IOException exception)
        {
            log.ReserveMissing(exception, path);
        }
    }

    /// <summary>Gives the space to the journal; false if it was given already.</summary>
    public bool TryRelease()
    {
        if (!File.Exists(path)) return false;
        File.Delete(path);
        lastAttempt = time.GetUtcNow();
        log.ReserveReleased(path, bytes);
        return true;
    }
}
