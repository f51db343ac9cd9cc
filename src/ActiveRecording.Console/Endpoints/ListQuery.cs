using System.Globalization;
using ActiveRecording.EventSourcing.ReadModels;
using ActiveRecording.Reporting.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ActiveRecording.Console.Endpoints;

/// <summary>Reads the parameters of a list and says everything that is wrong with them at once.</summary>
internal sealed class ListQuery(ListParameters parameters)
{
    private const int MaxLimit = 1_000;
    private const int MaxText = 128;
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);

    /// <summary>The filter, or the problem.</summary>
    /// <typeparam name="TState">The states an item of this list can be in.</typeparam>
    public static bool TryRead<TState>(
        ListParameters parameters, out ReadModelFilter filter, out ValidationProblem problem)
        where TState : struct, Enum
    {
        var query = new ListQuery(parameters);
        filter = query.Read<TState>();
        problem = TypedResults.ValidationProblem(
            query.errors, detail: string.Join(' ', query.errors.Values.SelectMany(texts => texts)));
        return query.errors.Count == 0;
    }

    private ReadModelFilter Read<TState>()
        where TState : struct, Enum
    {
        RefuseUnknown();
        var filter = new ReadModelFilter
        {
            From = Instant("from", parameters.From),
            To = Instant("to", parameters.To),
            Dn = Text("dn", parameters.Dn),
            Ani = Text("ani", parameters.Ani),
            Dnis = Text("dnis", parameters.Dnis),
            CallUuid = Text("callUuid", parameters.CallUuid),
            State = State<TState>(parameters.State),
            Limit = Limit(parameters.Limit),
            After = Cursor(parameters.Cursor),
        };
        if (filter is { From: { } from, To: { } to } && from >= to)
            Refuse("to", $"'to' ({to:O}) must be later than 'from' ({from:O}).");
        return filter;
    }

    private void RefuseUnknown()
    {
        foreach (var name in parameters.Context.Request.Query.Keys)
        {
            if (!ListParameters.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
                Refuse(name, $"'{name}' is no parameter of this list; there are {string.Join(", ", ListParameters.Names)}.");
        }
    }

    private DateTimeOffset? Instant(string name, string? text)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (string.IsNullOrEmpty(text)) return null;
        if (text[0] is >= '0' and <= '9'
            && DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, styles, out var instant))
            return instant;
        Refuse(name, $"'{name}' must be an ISO 8601 instant such as 2026-11-20T09:41:00Z, not '{text}'.");
        return null;
    }

    private string? Text(string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length <= MaxText) return text;
        Refuse(name, $"'{name}' must have at most {MaxText} characters, not {text.Length}.");
        return null;
    }

    private string? State<TState>(string? text)
        where TState : struct, Enum
    {
        if (string.IsNullOrEmpty(text)) return null;
        var names = Enum.GetValues<TState>().Select(WireName.Of).ToArray();
        if (names.Contains(text, StringComparer.Ordinal)) return text;
        Refuse("state", $"'state' must be one of {string.Join(", ", names)}, not '{text}'.");
        return null;
    }

    private int Limit(string? text)
    {
        if (string.IsNullOrEmpty(text)) return new ReadModelFilter().Limit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= MaxLimit)
            return limit;
        Refuse("limit", $"'limit' must be a number from 1 to {MaxLimit}, not '{text}'.");
        return 1;
    }

    private ReadModelCursor? Cursor(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (ReadModelCursor.TryParse(text, out var cursor)) return cursor;
        Refuse("cursor", "'cursor' must be the 'next' of the page before, unchanged.");
        return null;
    }

    private void Refuse(string name, string text) => errors[name] = [text];
}
