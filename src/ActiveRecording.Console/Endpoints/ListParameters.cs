using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ActiveRecording.Console.Endpoints;

/// <summary>The query of a list. Texts, so that what is wrong with them can be said in our own words.</summary>
internal sealed record ListParameters
{
    /// <summary>Names as they stand in the query.</summary>
    public static readonly string[] Names =
        ["from", "to", "dn", "ani", "dnis", "callUuid", "state", "limit", "cursor"];

    [FromQuery(Name = "from"), Description("Not before: ISO 8601, UTC when without offset.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Before: ISO 8601, UTC when without offset.")]
    public string? To { get; init; }

    [FromQuery(Name = "dn"), Description("A DN that takes part.")]
    public string? Dn { get; init; }

    [FromQuery(Name = "ani"), Description("Calling number.")]
    public string? Ani { get; init; }

    [FromQuery(Name = "dnis"), Description("Called number.")]
    public string? Dnis { get; init; }

    [FromQuery(Name = "callUuid"), Description("CallUUID, 32 characters.")]
    public string? CallUuid { get; init; }

    [FromQuery(Name = "state"), Description("One of the states an item can be in.")]
    public string? State { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 1000; 100 without it.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The 'next' of the page before.")]
    public string? Cursor { get; init; }

    public HttpContext Context { get; init; } = null!;
}
