using System.Collections.Frozen;

namespace ActiveRecording.Sdp;

/// <summary>
/// The words that nearly every description is made of, each kept once: a call holds a dozen descriptions as long as it
/// lives.
/// </summary>
internal static class SdpWords
{
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Words = new[]
    {
        "-", "IN", "IP4", "IP6", "0 0", "audio", "video", "RTP/AVP", "RTP/AVPF", "RTP/SAVP", "0", "8", "9", "18", "96", "97", "98", "99",
        "100", "101", "rtpmap", "fmtp", "ptime", "20", "rtcp", "ssrc", "label", "sendrecv", "sendonly", "recvonly", "inactive",
        "0 PCMU/8000", "8 PCMA/8000", "9 G722/8000", "18 G729/8000", "101 telephone-event/8000", "101 0-15", "101 0-16",
    }.ToFrozenDictionary(word => word, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text as a string: the shared one if it is a known word.</summary>
    public static string Of(ReadOnlySpan<char> text) => Words.TryGetValue(text, out var word) ? word : text.ToString();
}
