using System.Buffers.Binary;
using ActiveRecording.Actors;
using ActiveRecording.Actors.Inspection;
using ActiveRecording.Domain.Dns;
using ActiveRecording.Edges;
using ActiveRecording.EventSourcing;
using ActiveRecording.Runtime;
using ActiveRecording.Runtime.Scheduling;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Digest;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>
/// The registrar of RFC 3261 §10.3: authenticates by digest, lets the directory number decide, answers what it decided
/// once that is durable. Registrations survive a restart.
/// </summary>
public sealed class Registrar
{
    private const string Category = "dn";
    private const int KeyBytes = 32;
    private const int IncarnationLength = 12;
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, DateTimeOffset> reported = new(StringComparer.Ordinal);
    private readonly RegistrarOptions options;
    private readonly Func<string, RegistrationRights?> rightsOf;
    private readonly SipEndpoint endpoint;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly DigestServer digest;
    private readonly PendingRegistrations pending;
    private readonly RegistrationSource sources;
    private readonly RegistrationEffects effects;
    private readonly EntityRegion<DnDecider, DnState, DnCommand, DnEvent, DnEffect> numbers;

    /// <param name="options">How it works.</param>
    /// <param name="rightsOf">What the configuration says of a number; null if there is no such number.</param>
    /// <param name="endpoint">Receives registrations and sends the answers.</param>
    /// <param name="journal">Keeps registrations.</param>
    /// <param name="scheduler">Runs the numbers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="identifiers">Chance.</param>
    /// <param name="log">Where refusals are told.</param>
    /// <param name="region">Bounds of the numbers' entities; the category is always <c>dn</c>.</param>
    public Registrar(
        RegistrarOptions options,
        Func<string, RegistrationRights?> rightsOf,
        SipEndpoint endpoint,
        IJournal journal,
        IScheduler scheduler,
        TimeProvider time,
        IIdentifiers identifiers,
        ILogger log,
        EntityRegionOptions? region = null)
    {
        (this.options, this.rightsOf, this.endpoint, this.time, this.log) = (options, rightsOf, endpoint, time, log);
        var key = options.DigestKey.IsEmpty ? DrawKey(identifiers) : options.DigestKey;
        digest = new(options.Digest, key, time, identifiers);
        sources = new(identifiers.NextToken(IncarnationLength));
        pending = new(endpoint, time, options);
        effects = new(endpoint, time, options, pending, View, sources);
        numbers = new(
            (region ?? new EntityRegionOptions { Category = Category }) with { Category = Category },
            new JournalCodec<DnEvent>(DnJournal.Default),
            journal,
            scheduler,
            time,
            identifiers,
            effects,
            log,
            SnapshotCodec<DnState>.Of(DnJournal.Default.DnSnapshot, DnSnapshot.Of, static kept => kept.Restore()));
    }

    /// <summary>The numbers, for operators.</summary>
    public IInspectedRegion Numbers => numbers;

    /// <summary>Where numbers are registered now.</summary>
    public RegistrarView View { get; } = new();

    /// <summary>The numbers, for who gives them their shards.</summary>
    internal IShardedRegion Region => numbers;

    /// <summary>Recovers the registrations.</summary>
    public Task StartAsync(CancellationToken stop) => numbers.StartAsync(stop);

    /// <summary>Ends what is under way; registrations stay.</summary>
    public Task StopAsync(CancellationToken stop) => numbers.StopAsync(stop);

    /// <summary>Takes a REGISTER; to be called on the endpoint's strand. It will be answered.</summary>
    public void Register(ServerTransactionId transaction, SipRequest request, SipHop from)
    {
        if (!request.To.Uri.IsSip)
            endpoint.Respond(transaction, Answer(request, 400, "To is no SIP address"));
        else if (Authenticate(request, from) is { } refusal)
            endpoint.Respond(transaction, refusal);
        else if (RegistrationPath.IsUnasked(request))
            endpoint.Respond(transaction, PathRefused(request));
        else if (!RegistrationPath.IsSound(request))
            endpoint.Respond(transaction, Answer(request, 400, "Malformed Path"));
        else if (RegistrationReader.Read(request, options.DefaultExpires, out var contacts) is { } problem)
            endpoint.Respond(transaction, Answer(request, 400, problem));
        else
            Tell(transaction, request, from, contacts);
    }

    /// <summary>Numbers of shards just taken over are not shown yet.</summary>
    internal bool IsWaking => numbers.IsWaking;

    /// <summary>The shard of a number.</summary>
    internal int ShardOf(string dn) => numbers.ShardOf(dn);

    /// <summary>Shows what another node knows of a number.</summary>
    internal void Show(string dn, IReadOnlyList<Binding> bindings) => effects.Show(dn, bindings);

    /// <summary>Works as one of several from now on; before the first registration.</summary>
    internal void Join(SipEdges edges, Action<string, IReadOnlyList<Binding>> published) =>
        (sources.Edges, effects.Published) = (edges, published);

    private static byte[] DrawKey(IIdentifiers identifiers)
    {
        var key = new byte[KeyBytes];
        for (var at = 0; at < KeyBytes; at += sizeof(ulong))
            BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(at), identifiers.NextUInt64());
        return key;
    }

    private static string NumberOf(SipRequest request) => request.To.Uri.User ?? "";

    /// <summary>Null, or the response to a phone that may not register this number or did not prove that it may.</summary>
    private SipResponse? Authenticate(SipRequest request, SipHop from)
    {
        var dn = NumberOf(request);
        if (rightsOf(dn) is not { } rights) return Answer(request, 404);
        if (rights.Password is not { } password) return Answer(request, 403);

        var verdict = digest.Verify(request, user => user == dn ? password : null);
        switch (verdict.Outcome)
        {
            case DigestOutcome.Right:
                return null;
            case DigestOutcome.Unreadable:
                return Answer(request, 400, "Malformed Authorization header field");
            case DigestOutcome.Wrong:
                Report(dn, verdict.Username, from);
                return Answer(request, 403);
            default:
                var challenge = Answer(request, 401);
                digest.Challenge(challenge, stale: verdict.Outcome == DigestOutcome.Stale);
                return challenge;
        }
    }

    /// <summary>Logs a wrong password, once a minute for each number.</summary>
    private void Report(string dn, string? user, SipHop from)
    {
        var now = time.GetUtcNow();
        if (reported.TryGetValue(dn, out var last) && now - last < ReportEvery) return;
        reported[dn] = now;
        log.RegistrationRefused(dn, user ?? "", from.Remote);
    }

    private void Tell(
        ServerTransactionId transaction, SipRequest request, SipHop from, IReadOnlyList<ContactRequest> contacts)
    {
        if (pending.Add(transaction, request) is not { } id)
        {
            endpoint.Respond(transaction, pending.Unavailable(request));
            return;
        }

        var now = time.GetUtcNow();
        var sequence = new RegistrationSequence(request.CallId, request.CSeq.Number);
        DnCommand command = request.IsWildcardContact
            ? new DnCommand.UnregisterAll(now, id, sequence)
            : new DnCommand.Register(now, id, sequence, sources.Write(from), contacts, options.Limits)
            {
                Path = RegistrationPath.Of(request),
            };
        if (!numbers.Tell(NumberOf(request), command)) pending.Answer(id, pending.Unavailable);
    }

    private SipResponse PathRefused(SipRequest request)
    {
        var response = Answer(request, 420);
        response.Headers.Set(HeaderNames.Unsupported, OptionTags.Path);
        return response;
    }

    private SipResponse Answer(SipRequest request, int status, string? reason = null) =>
        request.CreateResponse(status, reason, endpoint.NewTag());
}
