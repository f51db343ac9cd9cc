namespace ActiveRecording.Host.Hocon;

/// <summary>A place in a configuration file.</summary>
/// <param name="File">The file as it was named when it was opened.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
public readonly record struct HoconPosition(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, which editors and terminals turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
