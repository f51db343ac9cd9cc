using ActiveRecording.Sip.Messages;

namespace ActiveRecording.Sip.Sessions;

/// <summary>Who refreshes a session, by the side taken in the transaction that says so (RFC 4028 §4).</summary>
public enum Refresher
{
    /// <summary>Whoever sent the request.</summary>
    Uac,

    /// <summary>Whoever answers it.</summary>
    Uas,
}

/// <summary>The header field Session-Expires (RFC 4028 §4).</summary>
/// <param name="Seconds">The session interval, 0 to 2^31 - 1; below 90 it is not valid.</param>
/// <param name="Refresher">Null if left to the answering side.</param>
public readonly record struct SessionExpires(int Seconds, Refresher? Refresher = null)
{
    /// <summary>The least interval there may be, in seconds, and what Min-SE is when it is absent (§4, §5).</summary>
    public const int Least = 90;

    /// <summary>Reads <c>1800;refresher=uac</c>.</summary>
    public static bool TryParse(string? text, out SessionExpires expires)
    {
        expires = default;
        if (!DeltaSeconds.TryParse(text, out var seconds, out var parameters)) return false;
        expires = new(seconds, ReadRefresher(parameters["refresher"]));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Refresher is { } refresher
        ? $"{Seconds};refresher={(refresher == Sessions.Refresher.Uac ? "uac" : "uas")}"
        : $"{Seconds}";

    private static Refresher? ReadRefresher(string? token) =>
        string.Equals(token, "uac", StringComparison.OrdinalIgnoreCase) ? Sessions.Refresher.Uac
        : string.Equals(token, "uas", StringComparison.OrdinalIgnoreCase) ? Sessions.Refresher.Uas
        : null;
}

/// <summary>The header fields of RFC 4028; what cannot be read counts as absent.</summary>
public static class SessionTimerHeaders
{
    extension(SipMessage message)
    {
        /// <summary>Session-Expires (§4); null if absent.</summary>
        public SessionExpires? SessionExpires
        {
            get => Sessions.SessionExpires.TryParse(message.Headers.First(HeaderNames.SessionExpires), out var read) ? read : null;
            set => message.Headers.SetOrRemove(HeaderNames.SessionExpires, value?.ToString());
        }

        /// <summary>Min-SE (§5), in seconds; null if absent, which stands for 90.</summary>
        public int? MinSE
        {
            get => DeltaSeconds.TryParse(message.Headers.First(HeaderNames.MinSE), out var seconds, out _) ? seconds : null;
            set => message.Headers.SetOrRemove(HeaderNames.MinSE, value is { } seconds ? $"{seconds}" : null);
        }
    }
}
