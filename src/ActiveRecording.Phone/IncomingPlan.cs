namespace ActiveRecording.Phone;

/// <summary>What a phone does when it is called.</summary>
public abstract record IncomingPlan
{
    private IncomingPlan()
    {
    }

    /// <summary>Rings (180) and answers after a while; zero answers at once, without ringing.</summary>
    /// <param name="After">How long it rings.</param>
    /// <param name="EarlyMedia">Rings with 183 and SDP instead, and sends from then on.</param>
    public sealed record Answer(TimeSpan After, bool EarlyMedia = false) : IncomingPlan;

    /// <summary>Refuses at once.</summary>
    /// <param name="Status">300 to 699.</param>
    public sealed record Reject(int Status) : IncomingPlan;

    /// <summary>Rings until the script answers or refuses.</summary>
    public sealed record Ring : IncomingPlan;
}
