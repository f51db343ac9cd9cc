namespace ActiveRecording.Phone;

/// <summary>What a phone does with re-INVITEs of a call.</summary>
public abstract record ReinvitePlan
{
    private ReinvitePlan()
    {
    }

    /// <summary>Answers each at once.</summary>
    public sealed record Answer : ReinvitePlan;

    /// <summary>Refuses some, then answers.</summary>
    /// <param name="Status">300 to 699.</param>
    /// <param name="Times">How many.</param>
    public sealed record Refuse(int Status, int Times = int.MaxValue) : ReinvitePlan;

    /// <summary>Says nothing at all.</summary>
    public sealed record Ignore : ReinvitePlan;
}
