namespace ActiveRecording.Sdp;

/// <summary>
/// Lists as a description keeps them: arrays without spare room. A call holds a dozen descriptions as long as it lives.
/// </summary>
internal static class KeptList
{
    /// <summary>The same elements in an array; the list itself if it is one.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> list) => list switch
    {
        T[] array => array,
        { Count: 0 } => Array.Empty<T>(),
        _ => list.ToArray(),
    };
}
