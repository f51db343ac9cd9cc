using ActiveRecording.Operations;
using ActiveRecording.Reporting.Documents;

namespace ActiveRecording.Console.Mapping;

/// <summary>A recording's document as the API shows it.</summary>
internal static class RecordingMapping
{
    public static Recording Of(RecordingDocument recording, Func<string, string> pathOf)
    {
        var seal = recording.Seal;
        return new Recording
        {
            Id = recording.Id,
            State = StateOf(recording.Progress),
            Reason = recording.Reason,
            CallUuid = recording.CallUuid,
            ConnId = recording.ConnId,
            Dn = recording.RecordDn,
            Ani = recording.Ani,
            Dnis = recording.Dnis,
            Requested = recording.Requested,
            Start = seal?.Start,
            End = seal?.Start.AddMilliseconds(Math.Round(seal.Seconds * 1_000)),
            Seconds = seal?.Seconds,
            LostPackets = seal?.LostPackets,
            AlignmentMs = seal?.AlignmentMs,
            Parties = Parties(recording),
            Segments = [.. recording.Sessions.Select(session =>
                new RecordingSegment(session.Id, session.AcceptedAt, session.EndedAt, session.Reason))],
            Gaps = [.. (seal?.Gaps ?? []).Select(gap =>
                new RecordingGap(gap.Channel, gap.Start, gap.Seconds, gap.Cause, gap.LostPackets))],
            UnlistedGaps = seal is { UnlistedGaps: > 0 } ? seal.UnlistedGaps : null,
            Indications = [.. recording.Indications.OrderBy(told => told.At).Select(told =>
                new RecordingIndication(told.At, told.What, told.By, told.Reason))],
            Hashes = [.. (seal?.Files ?? []).Select(file => new RecordingHash(file.Name, "SHA-256", file.Sha256))],
            Files = [.. (seal?.Files ?? []).Select(file => 
                new RecordingFile(file.Name, BytesOf(pathOf(file.Name)), file.Channel, file.Codec))],
            Audio = seal is null ? null : $"/api/recordings/{Uri.EscapeDataString(recording.Id)}/audio",
        };
    }

    private static RecordingState StateOf(RecordingProgress progress) => progress switch
    {
        RecordingProgress.Requested => RecordingState.Requested,
        RecordingProgress.Recording => RecordingState.Recording,
        RecordingProgress.Sealing => RecordingState.Sealing,
        RecordingProgress.Sealed => RecordingState.Sealed,
        _ => RecordingState.Failed,
    };

    /// <summary>As the sessions told; before any did, as the switch asked: the recorded DN left.</summary>
    private static RecordedParty[] Parties(RecordingDocument recording)
    {
        if (recording.Parties.Count > 0)
            return [.. recording.Parties.Select(party => new RecordedParty(party.Channel, party.Dn))];
        var asked = new[] { recording.RecordDn, recording.OtherDn }.OfType<string>();
        return [.. asked.Select((dn, channel) => new RecordedParty(channel, dn))];
    }

    private static long? BytesOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : null;
}
