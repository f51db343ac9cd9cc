using System.Globalization;
using System.Text;

namespace ActiveRecording.Simulation.Flows;

/// <summary>
/// Draws who told whom what, and when, as RFC 3665 does: a column per participant, an arrow per message at the instant
/// it was sent (seconds, cut to ms), <c>X</c> where it was lost. Beneath it what was journalled, by the same clock.
/// </summary>
public sealed class LadderWriter
{
    /// <summary>From one participant's bar to the next.</summary>
    private const int ColumnWidth = 16;

    /// <summary>Where the first bar stands.</summary>
    private const int Margin = 10;

    private readonly List<string> participants;
    private readonly DateTimeOffset start;

    /// <param name="start">The instant drawn as 0.000.</param>
    /// <param name="participants">The columns from left to right; others are added as they appear.</param>
    public LadderWriter(DateTimeOffset start, IReadOnlyList<string> participants)
    {
        this.start = start;
        this.participants = [.. participants];
    }

    /// <summary>The whole flow, each line ended by LF and without blanks at its end.</summary>
    public string Draw(IEnumerable<LadderMessage> messages, IEnumerable<LadderEvent> journal)
    {
        var rows = messages.OrderBy(message => message.SentAt).ToList();
        foreach (var row in rows) Add([row.From, row.To]);
        var text = new StringBuilder();
        AppendLine(text, Names());
        foreach (var row in rows) AppendLine(text, Row(row));
        var events = journal.OrderBy(entry => entry.At).ToList();
        if (events.Count > 0) AppendLine(text, "\njournal");
        foreach (var entry in events) AppendLine(text, $"{Clock(entry.At)}   {entry.Text}");
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');

    private static string Arrow(int width, string label, bool toTheLeft, bool lost)
    {
        var text = $" {label} ";
        var left = Math.Max(1, (width - text.Length) / 2);
        var right = Math.Max(1, width - text.Length - left);
        return toTheLeft
            ? (lost ? "X" : "<") + new string('-', left - 1) + text + new string('-', right)
            : new string('-', left) + text + new string('-', right - 1) + (lost ? "X" : ">");
    }

    private string Names()
    {
        var line = new StringBuilder(new string(' ', Margin - 1));
        foreach (var name in participants)
            line.Append((name.Length < ColumnWidth ? name : name[..(ColumnWidth - 1)]).PadRight(ColumnWidth));
        return line.ToString();
    }

    private string Row(LadderMessage message)
    {
        var (from, to) = (participants.IndexOf(message.From), participants.IndexOf(message.To));
        var row = new StringBuilder(Clock(message.SentAt).PadRight(Margin));
        for (var column = 0; column < participants.Count; column++)
        {
            row.Append('|');
            var gaps = column == Math.Min(from, to) ? Math.Abs(to - from) : 0;
            if (column == from && from == to)
            {
                row.Append($"({message.Label})".PadRight(ColumnWidth - 1));
            }
            else if (gaps > 0)
            {
                row.Append(Arrow(gaps * ColumnWidth - 1, message.Label, to < from, message.Lost));
                column += gaps - 1;
            }
            else
            {
                row.Append(' ', ColumnWidth - 1);
            }
        }

        return row.ToString();
    }

    private void Add(IEnumerable<string> names) => participants.AddRange(names.Except(participants, StringComparer.Ordinal));

    /// <summary>As in <c>  1.502</c>.</summary>
    private string Clock(DateTimeOffset at)
    {
        var ms = (at - start).Ticks / TimeSpan.TicksPerMillisecond;
        return string.Create(CultureInfo.InvariantCulture, $"{ms / 1000,3}.{ms % 1000:000}");
    }
}

/// <summary>A message as the ladder shows it.</summary>
/// <param name="SentAt">When it was sent.</param>
/// <param name="From">The participant that sent it.</param>
/// <param name="To">The participant it was meant for.</param>
/// <param name="Label">A method or a status.</param>
/// <param name="Lost">It never arrived.</param>
public sealed record LadderMessage(DateTimeOffset SentAt, string From, string To, string Label, bool Lost = false);

/// <summary>A line beneath the ladder.</summary>
/// <param name="At">When it became durable.</param>
/// <param name="Text">The stream and the event.</param>
public sealed record LadderEvent(DateTimeOffset At, string Text);
