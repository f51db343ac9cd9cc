using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActiveRecording.Archive.Files;

/// <summary>
/// Forces everything that was written to one file system, syncfs(2): thousands of files at the price of one commit. The
/// folder stays open, since Linux tells of failed writing back since the last call on the same descriptor only.
/// </summary>
internal sealed partial class FileSystemSync : IDisposable
{
    private readonly SafeFileHandle folder;

    private FileSystemSync(SafeFileHandle folder) => this.folder = folder;

    /// <summary>Null where the operating system has no such call.</summary>
    /// <exception cref="IOException">The folder cannot be opened.</exception>
    public static FileSystemSync? TryOpen(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var opened = Open(path, 0);
        if (opened.IsInvalid) throw new IOException($"Cannot open {path}: error {Marshal.GetLastPInvokeError()}.");
        return new FileSystemSync(opened);
    }

    /// <summary>False when something could not be written back, or after the end.</summary>
    public bool TrySync()
    {
        try
        {
            return SyncFileSystem(folder) == 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    public void Dispose() => folder.Dispose();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileSystem(SafeFileHandle folder);
}
