using System.Diagnostics;
using System.Globalization;

namespace ActiveRecording.ClusterTests;

/// <summary>Says on standard error what happens, with the seconds since the beginning.</summary>
internal static class Progress
{
    private static readonly long Started = Stopwatch.GetTimestamp();

    public static void Say(string text) => System.Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(Started).TotalSeconds,6:F1} s  {text}"));
}
