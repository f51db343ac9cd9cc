namespace ActiveRecording.Archive.Files;

/// <summary>Bytes a normal user may still write to the disk that holds a folder.</summary>
public delegate long FreeSpaceProbe(string folder);

/// <summary>Asks the operating system.</summary>
public static class FreeSpace
{
    /// <summary>The probe used in production.</summary>
    public static FreeSpaceProbe OfDisk { get; } = folder =>
        new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
}
