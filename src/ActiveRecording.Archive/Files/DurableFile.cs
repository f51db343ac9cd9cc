using System.Runtime.InteropServices;

namespace ActiveRecording.Archive.Files;

/// <summary>
/// Files that are either there whole or not at all, also after a loss of power: written under a temporary
/// name, forced to the disk, renamed, and the rename forced as well.
/// </summary>
internal static partial class DurableFile
{
    private const string TemporarySuffix = ".part";

    /// <summary>The name a file has until it is whole.</summary>
    public static string TemporaryPath(string path) => path + TemporarySuffix;

    /// <summary>Replaces a file.</summary>
    /// <exception cref="IOException">The disk refuses; the old file, if any, is still there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using (var file = new FileStream(TemporaryPath(path), FileMode.Create, FileAccess.Write))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        Publish(path);
    }

    /// <summary>
    /// Gives the file under <see cref="TemporaryPath"/>, already forced to the disk, its name.
    /// </summary>
    public static void Publish(string path)
    {
        File.Move(TemporaryPath(path), path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Forces a folder's entries to the disk; Windows does so by itself.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            throw new IOException($"Cannot open {folder}: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            if (Sync(descriptor) < 0)
                throw new IOException(
                    $"Cannot force {folder} to the disk: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport(
        "libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
