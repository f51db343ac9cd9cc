namespace ActiveRecording.Host.Hocon;

/// <summary>Bounds that keep a hostile or broken file from costing more than a moment; beyond each is an error.</summary>
internal static class HoconLimits
{
    /// <summary>Characters of one file.</summary>
    public const int FileCharacters = 1 << 20;

    /// <summary>Objects and lists within each other.</summary>
    public const int Nesting = 64;

    /// <summary>Files including each other.</summary>
    public const int IncludeDepth = 8;

    /// <summary>Files read in all.</summary>
    public const int Files = 64;

    /// <summary>Elements of one path.</summary>
    public const int PathElements = 32;

    /// <summary>Substitutions that lead to each other.</summary>
    public const int SubstitutionDepth = 32;

    /// <summary>Values looked at and characters joined while substitutions are resolved.</summary>
    public const int ResolutionSteps = 8 << 20;
}
