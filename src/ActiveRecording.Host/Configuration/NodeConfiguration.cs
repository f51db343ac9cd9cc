using ActiveRecording.Host.Hocon;
using Microsoft.Extensions.Configuration;

namespace ActiveRecording.Host.Configuration;

/// <summary>Reads a node's configuration file.</summary>
public static class NodeConfiguration
{
    /// <summary>Reads <paramref name="file"/> over the reference file and checks every value.</summary>
    /// <exception cref="ConfigurationException">Something is wrong; all that was found is told at once.</exception>
    public static NodeOptions Load(string file)
    {
        try
        {
            return Read(HoconConfigurationSource.Load(ConfigurationFiles.Reference, file, Environment.GetEnvironmentVariable)) with { File = file };
        }
        catch (HoconException exception)
        {
            throw new ConfigurationException([exception]);
        }
    }

    private static NodeOptions Read(HoconConfigurationSource source)
    {
        var notes = new SettingsNotes(source.PositionOf);
        var options = NodeOptions.Read(new Settings(new ConfigurationBuilder().Add(source).Build(), "", notes), notes);
        var errors = source.Errors.Concat(notes.Errors)
            .OrderBy(static error => error.At.File, StringComparer.Ordinal).ThenBy(static error => error.At.Line).ToList();
        return errors.Count == 0 ? options : throw new ConfigurationException(errors);
    }
}
