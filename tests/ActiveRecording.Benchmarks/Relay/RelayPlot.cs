using System.Globalization;
using System.Text;

namespace ActiveRecording.Benchmarks.Relay;

/// <summary>CPU time per packet against calls, for each relay, as an SVG. Where a relay does not keep up its line ends.</summary>
internal static class RelayPlot
{
    private const int Width = 720;
    private const int Height = 400;
    private const int Left = 60;
    private const int Right = 20;
    private const int Top = 50;
    private const int Bottom = 50;
    private const double GridMicros = 5;
    private static readonly int[] Calls = [50, 100, 200, 300, 400, 500, 700, 900, 1_100];

    public static void Write(string file, RelayRuns runs, RelaySubjects subjects)
    {
        (RelaySubject? Subject, string Colour)[] lines =
            [(subjects.Own, "#c0392b"), (subjects.Minimal, "#2c3e50"), (subjects.Rtpengine, "#2980b9")];
        File.WriteAllText(file, Draw([.. lines.Where(line => line.Subject is not null)
            .Select(line => (line.Subject!.Name, line.Colour, Points(runs, line.Subject!)))]));
    }

    private static List<(int Calls, double Micros)> Points(RelayRuns runs, RelaySubject subject)
    {
        var points = new List<(int, double)>();
        foreach (var calls in Calls)
        {
            var result = runs.Measure(subject, calls);
            if (!SustainableCalls.Holds(result)) break;
            points.Add((calls, result.CpuMicrosPerPacket));
        }

        return points;
    }

    private static string Draw((string Name, string Colour, List<(int Calls, double Micros)> Points)[] lines)
    {
        var highest = Math.Ceiling(lines.SelectMany(line => line.Points).Select(point => point.Micros).DefaultIfEmpty(1).Max() / GridMicros) * GridMicros;
        var svg = new StringBuilder();
        Say($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""");
        Say($"""<rect width="{Width}" height="{Height}" fill="white"/>""");
        Say($"""<text x="{Left}" y="20" font-size="14">CPU time of the relay per packet received, µs; each forwarded and copied once</text>""");
        for (var micros = 0.0; micros <= highest; micros += GridMicros)
        {
            Say($"""<line x1="{Left}" x2="{Width - Right}" y1="{Y(micros):F1}" y2="{Y(micros):F1}" stroke="#dddddd"/>""");
            Say($"""<text x="{Left - 8}" y="{Y(micros) + 4:F1}" text-anchor="end">{micros:F0}</text>""");
        }

        foreach (var calls in Calls.Where(calls => calls >= 100))
            Say($"""<text x="{X(calls):F1}" y="{Height - Bottom + 18}" text-anchor="middle">{calls}</text>""");
        Say($"""<text x="{(Left + Width - Right) / 2}" y="{Height - 10}" text-anchor="middle">calls of two legs, 50 packets a second each</text>""");
        for (var index = 0; index < lines.Length; index++)
        {
            var (name, colour, points) = lines[index];
            var path = string.Join(' ', points.Select(point => FormattableString.Invariant($"{X(point.Calls):F1},{Y(point.Micros):F1}")));
            Say($"""<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>""");
            foreach (var (calls, micros) in points) Say($"""<circle cx="{X(calls):F1}" cy="{Y(micros):F1}" r="3" fill="{colour}"/>""");
            Say($"""<text x="{Left + 10 + 180 * index}" y="40" fill="{colour}">{name}</text>""");
        }

        Say($"</svg>");
        return svg.ToString();

        double X(int calls) => Left + (double)calls / Calls[^1] * (Width - Left - Right);

        double Y(double micros) => Height - Bottom - micros / highest * (Height - Top - Bottom);

        void Say(FormattableString line) => svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
