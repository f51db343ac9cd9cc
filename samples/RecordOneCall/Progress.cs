using System.Diagnostics;
using System.Globalization;

namespace RecordOneCall;

/// <summary>Says what happens, with the seconds since the sample began.</summary>
internal sealed class Progress
{
    private readonly long started = Stopwatch.GetTimestamp();

    public void Say(string text) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds,5:F1} s  {text}"));
}
