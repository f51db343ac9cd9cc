namespace ActiveRecording.Domain.Calls;

/// <summary>That and how a call will be recorded, decided when it is placed.</summary>
/// <param name="RecordDn">The DN on whose behalf it is recorded.</param>
/// <param name="Side">The side that DN is on.</param>
/// <param name="Required">No recording, no call: without a Media Server the call is refused.</param>
/// <param name="FileName">Template of the file's name, see <see cref="RecordingFileName"/>.</param>
public sealed record RecordingPlan(string RecordDn, CallSide Side, bool Required, string FileName)
{
    /// <summary>
    /// Full-time recording by configuration. When both sides are record-enabled their recordings start together, and the
    /// origination side is the one that counts.
    /// </summary>
    /// <returns>Null if neither side is recorded.</returns>
    public static RecordingPlan? Choose(
        Party origin, RecordingWish originWish, Party destination, RecordingWish destinationWish, string fileName)
    {
        var required = originWish is { Record: true, Required: true } || destinationWish is { Record: true, Required: true };
        if (originWish.Record) return new RecordingPlan(origin.Dn, CallSide.Origination, required, fileName);
        return destinationWish.Record ? new RecordingPlan(destination.Dn, CallSide.Destination, required, fileName) : null;
    }
}

/// <summary>A side of a call.</summary>
public enum CallSide
{
    /// <summary>The caller's.</summary>
    Origination,

    /// <summary>The callee's.</summary>
    Destination,
}

/// <summary>What a DN's configuration says about recording.</summary>
/// <param name="Record"><c>record = true</c>.</param>
/// <param name="Required"><c>record-required = true</c>.</param>
public readonly record struct RecordingWish(bool Record, bool Required = false);
