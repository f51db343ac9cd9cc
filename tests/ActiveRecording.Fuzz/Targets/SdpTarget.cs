using ActiveRecording.Sdp;

namespace ActiveRecording.Fuzz.Targets;

/// <summary>Session descriptions and what offer and answer make of them.</summary>
internal sealed class SdpTarget : FuzzTarget
{
    public override string Name => "sdp";

    public override IReadOnlyList<string> Words { get; } =
    [
        "\r\n", "\n", "v=0\r\n", "o=- 1 1 IN IP4 127.0.0.1\r\n", "s=-\r\n", "c=IN IP4 0.0.0.0\r\n", "c=IN IP6 ::1\r\n", "t=0 0\r\n", "b=AS:64\r\n",
        "m=audio 49170 RTP/AVP 0 8 101\r\n", "m=video 0 RTP/AVP 96\r\n", "a=rtpmap:96 opus/48000/2\r\n", "a=fmtp:96 x=1\r\n", "a=sendonly\r\n",
        "a=inactive\r\n", "a=ptime:20\r\n", "a=rtcp:5001\r\n", "a=ssrc:1 cname:x\r\n", "a=label:1\r\n", " ", "/", ":", "=",
    ];

    public override long AllocationLimit(int inputBytes) => 262_144 + 800L * inputBytes;

    public override string Check(byte[] input)
    {
        if (!SessionDescription.TryParse(input, out var description)) return "refused";
        var written = description.ToString();
        if (!IsWithinLimits(written)) return "longer than it was";
        Require(SessionDescription.TryParse(written, out var again), "is refused when written again");
        Require(again!.Equals(description) && again.ToString() == written, "is written differently when read again");
        Require(again.Media.Count == description.Media.Count && again.Origin == description.Origin, "has other parts when read again");
        foreach (var media in description.Media)
        {
            Require(media.Payloads.All(payload => payload.Type is >= 0 and <= 127), "has an impossible payload type");
            _ = (description.ConnectionOf(media), description.DirectionOf(media), media.Ptime, media.RtcpPort, media.Ssrc, media.Label);
        }

        var held = description.WithDirection(Direction.Inactive).WithAddress(ConnectionAddress.Nowhere);
        var onHold = held.ToString();
        Require(!IsWithinLimits(onHold) || SessionDescription.TryParse(onHold, out _), "is refused when put on hold");
        return $"{description.Media.Count} {description.Media.Sum(media => media.Payloads.Count)} {description.HasMedia()}";
    }

    /// <summary>Written out with CRLF and further attributes, a description may outgrow them.</summary>
    private static bool IsWithinLimits(string text) =>
        text.Length <= SdpLimits.Bytes && text.Count(character => character == '\n') <= SdpLimits.Lines;
}
