using System.Text.Json.Serialization;

namespace ActiveRecording.Domain.Calls;

/// <summary>A call between two parties. The names are those of its snapshot.</summary>
[JsonDerivedType(typeof(Idle), "idle")]
[JsonDerivedType(typeof(Placed), "placed")]
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Ending), "ending")]
[JsonDerivedType(typeof(Ended), "ended")]
public abstract record CallState
{
    private CallState()
    {
    }

    /// <summary>How often a media leg was lost.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Losses { get; init; }

    /// <summary>Who calls whom; null before anybody does.</summary>
    [JsonIgnore]
    public CallCreated? Facts => CallEvolution.CallOf(this);

    /// <summary>When its last recording ended; null while it runs, and if there was none.</summary>
    [JsonIgnore]
    public DateTimeOffset? RecordingEndedAt => (CallEvolution.RecordingOf(this) as CallRecording.Over)?.At;

    /// <summary>Its dialogs; all absent before and after the call.</summary>
    [JsonIgnore]
    public Legs AllLegs => CallEvolution.LegsOf(this);

    /// <summary>Nobody has called yet.</summary>
    public sealed record Idle : CallState;

    /// <summary>The callee knows nothing yet: a call to be recorded waits for both media legs.</summary>
    public sealed record Placed(CallCreated Call, Legs Legs, CallRecording Recording) : CallState;

    /// <summary>The callee is invited.</summary>
    /// <param name="Call">Who calls whom.</param>
    /// <param name="Legs">The dialogs.</param>
    /// <param name="Anchored">Media goes through the Media Server; else directly between the parties.</param>
    /// <param name="Recording">What has become of the planned recording.</param>
    /// <param name="InvitedAt">When the callee was invited.</param>
    public sealed record Offered(
        CallCreated Call, Legs Legs, bool Anchored, CallRecording Recording, DateTimeOffset InvitedAt) : CallState;

    /// <summary>The parties talk.</summary>
    public sealed record Answered(
        CallCreated Call, Legs Legs, bool Anchored, CallRecording Recording, DateTimeOffset AnsweredAt) : CallState
    {
        /// <summary>How far the Media Server has come into the call; null when it is in, or not wanted.</summary>
        public Insertion? Insertion { get; init; }
    }

    /// <summary>It has ended for the parties; some dialog still has to be closed.</summary>
    /// <param name="Call">Who called whom.</param>
    /// <param name="Legs">The dialogs.</param>
    /// <param name="Recording">What has become of the planned recording.</param>
    /// <param name="EndedAt">The hang-up instant: the end of the recording's time line.</param>
    public sealed record Ending(CallCreated Call, Legs Legs, CallRecording Recording, DateTimeOffset EndedAt) : CallState;

    /// <summary>Every dialog is closed.</summary>
    public sealed record Ended(CallCreated Call) : CallState;
}

/// <summary>The recording of a call, as the switch knows it. The names are those of its snapshot.</summary>
[JsonDerivedType(typeof(None), "none")]
[JsonDerivedType(typeof(Requested), "requested")]
[JsonDerivedType(typeof(Running), "running")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Over), "over")]
public abstract record CallRecording
{
    private CallRecording()
    {
    }

    /// <summary>Not recorded, or not yet.</summary>
    public sealed record None : CallRecording;

    /// <summary>The Media Server was asked to record, or will be as soon as it has both legs.</summary>
    public sealed record Requested(RecorderParameters Parameters) : CallRecording;

    /// <summary>The Media Server records.</summary>
    public sealed record Running(RecorderParameters Parameters) : CallRecording;

    /// <summary>It could not start or broke off.</summary>
    public sealed record Failed(string Reason) : CallRecording;

    /// <summary>It was ended, with the call or before.</summary>
    /// <param name="Parameters">What was asked for; null if nothing was.</param>
    /// <param name="At">When it ended; null if that was not noted.</param>
    public sealed record Over(RecorderParameters? Parameters = null, DateTimeOffset? At = null) : CallRecording;
}

/// <summary>What the Media Server passes on to the recorder.</summary>
/// <param name="Id">The recording's identifier, 32 characters.</param>
/// <param name="RecordDn">The DN on whose behalf is recorded.</param>
/// <param name="Dn">The caller's DN.</param>
/// <param name="OtherDn">The callee's DN.</param>
/// <param name="CallUuid">The call.</param>
/// <param name="ConnId">The connection, 16 hexadecimal digits.</param>
/// <param name="Ani">The calling number.</param>
/// <param name="Dnis">The number dialled.</param>
/// <param name="AnsweredAt">Zero of the recording's time line: when the call was answered, or the recording begun later.</param>
/// <param name="FileName">Without extension.</param>
/// <param name="Segment">From 2: the recording goes on after its media was lost. Null for the first segment.</param>
public sealed record RecorderParameters(
    string Id, string RecordDn, string Dn, string OtherDn, string CallUuid, string ConnId, string Ani, string Dnis,
    DateTimeOffset AnsweredAt, string FileName, int? Segment = null)
{
    /// <summary>Of a recording whose time line begins at an instant.</summary>
    public static RecorderParameters Of(CallCreated call, string recordingId, RecordingPlan plan, DateTimeOffset answeredAt) => new(
        recordingId, plan.RecordDn, call.Origin.Dn, call.Destination.Dn, call.Identity.CallUuid,
        call.Identity.ConnId, call.Ani, call.Dnis, answeredAt, RecordingFileName.Expand(plan.FileName, call, recordingId, answeredAt));
}
