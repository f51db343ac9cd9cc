namespace ActiveRecording.Rtp.Endpoints;

/// <summary>Ten facts a second of one leg: a party that changes its source with every packet must not keep observers busy.</summary>
internal struct FactBudget
{
    private const int PerSecond = 10;
    private DateTimeOffset begun;
    private int told;

    public bool TryTake(DateTimeOffset now)
    {
        if (now - begun >= TimeSpan.FromSeconds(1)) (begun, told) = (now, 0);
        return told++ < PerSecond;
    }
}
