namespace ActiveRecording.Host.Hocon;

/// <summary>Booleans as HOCON writes them.</summary>
public static class HoconBoolean
{
    /// <summary>Reads true, yes, on, false, no, off.</summary>
    public static bool TryParse(string? value, out bool flag)
    {
        flag = value is "true" or "yes" or "on";
        return flag || value is "false" or "no" or "off";
    }
}
