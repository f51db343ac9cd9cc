namespace ActiveRecording.Host.Hocon;

/// <summary>A configuration file that cannot be read, with the place and what would be right.</summary>
public sealed class HoconException(HoconPosition at, string problem) : Exception($"{at}: {problem}")
{
    /// <summary>Where.</summary>
    public HoconPosition At { get; } = at;

    /// <summary>What is wrong there and what would be right, without the place.</summary>
    public string Problem { get; } = problem;
}
