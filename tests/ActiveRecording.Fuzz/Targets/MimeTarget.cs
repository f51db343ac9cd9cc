using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Mime;

namespace ActiveRecording.Fuzz.Targets;

/// <summary>Bodies of several parts, with the boundary <c>b1</c>.</summary>
internal sealed class MimeTarget : FuzzTarget
{
    private static readonly ContentType Mixed = new("multipart/mixed", SipParameters.Empty.With("boundary", "b1"));

    /// <summary>Lines that came with a line feed alone are written with two characters at their ends.</summary>
    private static readonly MimeLimits Relaxed = MimeLimits.Default with { MaxPartHeaderBytes = 2 * MimeLimits.Default.MaxPartHeaderBytes };

    public override string Name => "mime";

    public override IReadOnlyList<string> Words { get; } =
    [
        "\r\n", "\n", "--b1", "--b1\r\n", "--b1--", "\r\n--b1\r\n", "\r\n--b1--\r\n", "--b10", "--", "Content-Type: application/sdp\r\n",
        "c: text/plain\r\n", "Content-Disposition: session;handling=required\r\n", "Content-Length: 3\r\n", "\r\n\r\n", "v=0\r\n", " \t", ":",
    ];

    public override long AllocationLimit(int inputBytes) => 65_536 + 16L * inputBytes;

    public override string Check(byte[] input)
    {
        if (!MultipartBody.TryParse(Mixed, input, MimeLimits.Default, out var body)) return "refused";
        Require(body.Parts.Count <= MimeLimits.Default.MaxParts, "has too many parts");
        Require(MultipartBody.TryParse(Mixed, body.ToBytes(), Relaxed, out var again), "is refused when written again");
        Require(again!.Parts.Count == body.Parts.Count, "has other parts when read again");
        for (var i = 0; i < body.Parts.Count; i++)
            Require(again.Parts[i].Content.Span.SequenceEqual(body.Parts[i].Content.Span), "has another content when read again");
        return $"{body.Parts.Count} {body.Parts.Sum(part => part.Headers.Count)}";
    }
}
