using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace ActiveRecording.Cli;

/// <summary>What people and programs see.</summary>
internal sealed class Screen
{
    /// <summary>Wide enough that nothing is broken into lines where nobody looks at it.</summary>
    private const int WidthOfAFile = 4_096;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly TextWriter output;
    private readonly IAnsiConsole console;

    public Screen(TextWriter output, bool isJson)
    {
        (this.output, IsJson) = (output, isJson);
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!ReferenceEquals(output, System.Console.Out) || System.Console.IsOutputRedirected) console.Profile.Width = WidthOfAFile;
    }

    /// <summary>For programs.</summary>
    public bool IsJson { get; }

    /// <summary>An answer: as it is for programs, else as <paramref name="show"/> shows it.</summary>
    public void Write<T>(T answer, JsonTypeInfo<T> json, Action<T> show)
    {
        if (IsJson) Line(JsonSerializer.Serialize(answer, json));
        else show(answer);
    }

    /// <summary>A line as it is.</summary>
    public void Line(string text = "")
    {
        output.WriteLine(text);
        output.Flush();
    }

    /// <summary>JSON that people can read.</summary>
    public void Json(JsonElement json) => Line(JsonSerializer.Serialize(json, Indented));

    /// <summary>A table, or a sentence if there is nothing in it.</summary>
    public void Table<T>(IReadOnlyList<T> rows, string none, IReadOnlyList<string> columns, Func<T, string?[]> cells)
    {
        if (rows.Count == 0)
        {
            Line(none);
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap());
        foreach (var row in rows) table.AddRow([.. cells(row).Select(static cell => new Text(cell ?? "-"))]);
        console.Write(table);
    }
}
