using System.Diagnostics.CodeAnalysis;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.MediaServer;

/// <summary>
/// The configured way to the recorders: a Route header's value, one or more addresses in angle brackets.
/// </summary>
/// <param name="Routes">Sent as Route, the first next.</param>
/// <param name="Next">
/// The first address; its host and port stand in the request URI until the Resource Manager chooses a
/// recorder.
/// </param>
public sealed record RecorderRoute(RouteSet Routes, SipUri Next)
{
    /// <summary>Reads <c>vrrecorder.sip.routeset</c>.</summary>
    /// <param name="text">As configured.</param>
    /// <param name="route">The route.</param>
    /// <param name="error">What is wrong with it and what would be right.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out RecorderRoute? route, [NotNullWhen(false)] out string? error)
    {
        route = null;
        var elements = text.Split(',', StringSplitOptions.TrimEntries);
        var addresses = new List<NameAddress>();
        foreach (var element in elements)
        {
            if (!element.StartsWith('<') || !element.EndsWith('>'))
            {
                var right = element.Length == 0 ? "sip:127.0.0.1:5160;lr" : element;
            error = $"'{element}' must stand in angle brackets: <{right}>";
                return false;
            }

            if (!NameAddress.TryParse(element, out var address) || !address.Uri.IsSip)
            {
                error = $"'{element}' is no SIP address, for example <sip:127.0.0.1:5160;lr>";
                return false;
            }

            addresses.Add(address);
        }

        error = null;
        route = new RecorderRoute(
            RouteSet.Create([.. addresses.Select(address => address.ToString())]), addresses[0].Uri);
        return true;
    }
}
