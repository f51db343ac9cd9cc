using System.Text.Json.Serialization;
using ActiveRecording.Sip.Dialogs;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Calls;

/// <summary>One early dialog of an INVITE of ours, made by a reliable provisional response (RFC 3261 §12.1, RFC 3262 §4).</summary>
/// <param name="RemoteTag">The To tag that tells it from its siblings.</param>
/// <param name="RemoteTarget">Where it is reached.</param>
/// <param name="RouteSet">By which proxies.</param>
/// <param name="RSeq">The number of its last reliable response; 0 before the first.</param>
/// <param name="RemoteCSeq">The number of its last request; null before the first.</param>
/// <param name="HasSession">It has described itself reliably: what its further responses to the INVITE describe counts for nothing.</param>
public sealed record EarlyFork(
    string RemoteTag, string RemoteTarget, RouteSet RouteSet, uint RSeq = 0, uint? RemoteCSeq = null, bool HasSession = false)
{
    /// <summary>What it described reliably while another fork was heard; null if nothing.</summary>
    public string? Sdp { get; init; }

    /// <summary>By its first response.</summary>
    public static EarlyFork Of(SipResponse response, DialogState beginnings) => new(
        response.To.Tag ?? "",
        response.Contact?.Uri.ToString() ?? beginnings.RemoteTarget,
        RouteSet.Create([.. response.RecordRoutes.Reverse().Select(route => route.ToString())]));

    /// <summary>Its dialog.</summary>
    /// <param name="beginnings">What all forks have in common; the number of our last request among it.</param>
    public DialogState In(DialogState beginnings) => beginnings with
    {
        RemoteTag = RemoteTag, RemoteTarget = RemoteTarget, RouteSet = RouteSet, RemoteCSeq = RemoteCSeq,
    };

    /// <summary>Whether a reliable response is the next one: a repetition and one after a gap are passed over (RFC 3262 §4).</summary>
    public bool Expects(uint? number) => number is { } given && (RSeq == 0 || given == RSeq + 1);
}

/// <summary>A provisional response that the caller is to acknowledge; the PRACK of a reliable one waits for that.</summary>
/// <param name="RemoteTag">Of its early dialog; empty if the callee did not send it reliably.</param>
/// <param name="RSeq">Its number.</param>
/// <param name="CSeq">Of the INVITE.</param>
public sealed record AwaitedPrack(string RemoteTag, uint RSeq, uint CSeq);

/// <summary>The early dialogs of one INVITE and what is to be acknowledged in them, oldest first. Compared by content.</summary>
/// <param name="All">In the order in which they were heard of.</param>
/// <param name="Awaited">In the order in which the caller is told.</param>
/// <param name="Current">The tag of the one that the caller hears; null for none.</param>
public sealed record EarlyForks(IReadOnlyList<EarlyFork> All, IReadOnlyList<AwaitedPrack> Awaited, string? Current)
{
    /// <summary>Early dialogs that are remembered for one INVITE; what further ones say before a 2xx is passed over.</summary>
    public const int Most = 16;

    /// <summary>Before any.</summary>
    public static EarlyForks None { get; } = new([], [], null);

    /// <summary>An early dialog by its tag; null for none.</summary>
    public EarlyFork? this[string? tag] => tag is null ? null : All.FirstOrDefault(fork => fork.RemoteTag == tag);

    /// <summary>The oldest one that is not acknowledged; null for none.</summary>
    [JsonIgnore]
    public AwaitedPrack? Next => Awaited.Count > 0 ? Awaited[0] : null;

    /// <summary>With an early dialog added or moved on.</summary>
    public EarlyForks With(EarlyFork fork) => this[fork.RemoteTag] is { } known
        ? this with { All = [.. All.Select(other => other == known ? fork : other)] }
        : this with { All = [.. All, fork] };

    /// <summary>Without one that is over.</summary>
    public EarlyForks Without(string tag) => new(
        [.. All.Where(fork => fork.RemoteTag != tag)], [.. Awaited.Where(prack => prack.RemoteTag != tag)], Current == tag ? null : Current);

    /// <summary>With a PRACK that is due when the caller's has come.</summary>
    public EarlyForks Await(AwaitedPrack prack) => this with { Awaited = [.. Awaited, prack] };

    /// <summary>With a PRACK that was sent.</summary>
    public EarlyForks Sent(AwaitedPrack prack) => this with { Awaited = [.. Awaited.Where(other => other != prack)] };

    /// <inheritdoc/>
    public bool Equals(EarlyForks? other) => other is not null && Current == other.Current
        && All.SequenceEqual(other.All) && Awaited.SequenceEqual(other.Awaited);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(All.Count, Awaited.Count, Current);
}
