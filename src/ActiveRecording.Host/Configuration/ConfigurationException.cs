using ActiveRecording.Host.Hocon;

namespace ActiveRecording.Host.Configuration;

/// <summary>A configuration that cannot be used; the message has a line per problem, each with file, line and column.</summary>
public sealed class ConfigurationException(IReadOnlyList<HoconException> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(static problem => problem.Message)))
{
    /// <summary>Every problem, in the order of the file.</summary>
    public IReadOnlyList<HoconException> Problems { get; } = problems;
}
