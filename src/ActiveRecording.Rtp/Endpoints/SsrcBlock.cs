namespace ActiveRecording.Rtp.Endpoints;

/// <summary>
/// The synchronization sources of one shared replica: eight, of which the first is a multiple of eight. A party that changes its source
/// is sent on under the next of them, so that a receiver which knows the first knows them all.
/// </summary>
internal static class SsrcBlock
{
    public const int Size = 8;

    /// <summary>The first of the block that a source is in.</summary>
    public static uint Of(uint ssrc) => ssrc & ~(uint)(Size - 1);
}
