namespace ActiveRecording.Domain.Recordings;

/// <summary>What the recording sessions tell of the call; empty where they say nothing.</summary>
/// <param name="CallUuid">CallUUID, 32 characters.</param>
/// <param name="RecordDn">The DN on whose behalf it is recorded: its party is heard left.</param>
/// <param name="OtherDn">The other party.</param>
/// <param name="ConnId">ConnID, 16 hexadecimal digits.</param>
/// <param name="Ani">Calling number.</param>
/// <param name="Dnis">Called number.</param>
/// <param name="Answered">The answer instant on the sender's clock: the beginning of the time line.</param>
/// <param name="FileName">The name wanted for the file, as it came from the network.</param>
public sealed record RecordedCall(
    string CallUuid, string RecordDn, string OtherDn, string ConnId, string Ani, string Dnis,
    DateTimeOffset? Answered, string FileName)
{
    /// <summary>This, with what is missing taken from <paramref name="other"/>.</summary>
    public RecordedCall CompletedBy(RecordedCall other) => new(
        Or(CallUuid, other.CallUuid),
        Or(RecordDn, other.RecordDn),
        Or(OtherDn, other.OtherDn),
        Or(ConnId, other.ConnId),
        Or(Ani, other.Ani),
        Or(Dnis, other.Dnis),
        Answered ?? other.Answered,
        Or(FileName, other.FileName));

    private static string Or(string own, string other) => own.Length > 0 ? own : other;
}
