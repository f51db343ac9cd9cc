using System.Globalization;
using ActiveRecording.Actors;
using ActiveRecording.Domain.Dns;
using ActiveRecording.Sip;
using ActiveRecording.Sip.Messages;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>Carries out what directory numbers decide: answers registrations, shows bindings, watches their expiry.</summary>
internal sealed class RegistrationEffects(
    SipEndpoint endpoint,
    TimeProvider time,
    RegistrarOptions options,
    PendingRegistrations pending,
    RegistrarView view,
    RegistrationSource sources) : IEffectRunner<DnState, DnCommand, DnEffect>
{
    private const string ExpiryTimer = "expiry";

    /// <summary>Told what is shown, for other nodes; null without others.</summary>
    public Action<string, IReadOnlyList<Binding>>? Published { private get; set; }

    /// <inheritdoc/>
    public void Run(EntityContext<DnCommand> entity, DnState state, DnEffect effect)
    {
        switch (effect)
        {
            case DnEffect.Confirm confirm:
                pending.Answer(confirm.RequestId, request => Confirm(request, state));
                break;
            case DnEffect.Refuse refuse:
                pending.Answer(refuse.RequestId, request => Refuse(request, refuse.Refusal));
                break;
            case DnEffect.Publish:
                Show(entity.Id, [.. state.Bindings]);
                Published?.Invoke(entity.Id, [.. state.Bindings]);
                break;
            case DnEffect.WatchExpiry { Next: { } next }:
                var due = next - time.GetUtcNow();
                entity.StartTimer(ExpiryTimer, due > TimeSpan.Zero ? due : TimeSpan.Zero, at => new DnCommand.Expire(at));
                break;
            case DnEffect.WatchExpiry:
                entity.CancelTimer(ExpiryTimer);
                break;
        }
    }

    /// <summary>Shows where a number is registered, whichever node decided it.</summary>
    public void Show(string dn, IReadOnlyList<Binding> bindings) => view.Show(dn, bindings.Select(Contact).OfType<RegisteredContact>());

    private RegisteredContact? Contact(Binding binding)
    {
        if (!SipUri.TryParse(binding.Contact, out var uri)) return null;
        if (sources.Read(binding.Source) is not { } source) return null;
        var path = RegistrationPath.Read(binding.Path);
        var nearest = path is [var first, ..] && NameAddress.TryParse(first, out var proxy) ? proxy.Uri : uri;
        endpoint.TryResolve(nearest, out var resolved);
        var hop = RegisteredContact.HopTo(nearest, resolved, source);
        return new(uri, hop, binding.Priority, binding.RegisteredAt, binding.ExpiresAt)
        {
            Listens = RegisteredContact.IsListening(hop, source),
            Path = path,
        };
    }

    /// <summary>200 with all bindings and the time they have left (RFC 3261 §10.3 step 8).</summary>
    private SipResponse Confirm(SipRequest request, DnState state)
    {
        var now = time.GetUtcNow();
        var response = request.CreateResponse(200, toTag: endpoint.NewTag());
        foreach (var binding in state.Bindings.Where(binding => binding.ExpiresAt > now))
        {
            var left = (int)Math.Ceiling((binding.ExpiresAt - now).TotalSeconds);
            var q = binding.Priority == RegistrationReader.WholePriority ? "" : $";q=0.{binding.Priority:000}";
            response.Headers.Add(HeaderNames.Contact, $"<{binding.Contact}>;expires={left}{q}");
        }

        RegistrationPath.Show(request, response);
        response.Headers.Set(HeaderNames.Date, now.ToString("r", CultureInfo.InvariantCulture));
        return response;
    }

    private SipResponse Refuse(SipRequest request, RegistrationRefusal refusal)
    {
        var (status, reason) = refusal switch
        {
            RegistrationRefusal.IntervalTooBrief => (423, null),
            RegistrationRefusal.OutOfOrder => (400, "CSeq Out Of Order"),
            _ => (403, "Too Many Contacts"),
        };
        var response = request.CreateResponse(status, reason, endpoint.NewTag());
        if (status == 423) response.Headers.Set(HeaderNames.MinExpires, $"{(int)options.Limits.MinExpires.TotalSeconds}");
        return response;
    }
}
