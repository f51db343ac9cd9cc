namespace ActiveRecording.Sip.Tests.Rfc4475;

/// <summary>A message of RFC 4475.</summary>
/// <param name="Name">The RFC's "Message Details", and the file.</param>
/// <param name="Section">Of the RFC.</param>
/// <param name="Title">Of the section.</param>
/// <param name="Outcome">What an endpoint does with it: <see cref="Delivered"/>, <see cref="Ignored"/> or a status code.</param>
/// <param name="Stream">It arrives on a TCP connection, as its Via says; else in a datagram.</param>
/// <param name="Answers">Of a response, the branch of the INVITE it answers.</param>
public sealed record TortureMessage(
    string Name, string Section, string Title, string Outcome, bool Stream = false, string? Answers = null)
{
    /// <summary>Well-formed and none of the endpoint's business: its user is told.</summary>
    public const string Delivered = "delivered";

    /// <summary>Neither answered nor told.</summary>
    public const string Ignored = "ignored";

    /// <summary>The octets of the RFC's archive.</summary>
    public byte[] Bytes { get; } =
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Rfc4475", "messages", $"{Name}.dat"));
}
