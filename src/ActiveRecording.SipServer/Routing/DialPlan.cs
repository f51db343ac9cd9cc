using ActiveRecording.Domain.Calls;
using ActiveRecording.Sip.Messages;
using ActiveRecording.SipServer.Registrations;

namespace ActiveRecording.SipServer.Routing;

/// <summary>Where a number leads: to the extension of that number, else out by the trunk with the longest prefix.</summary>
internal sealed class DialPlan(DnDirectory directory, RegistrarView registrations, TimeProvider time)
{
    public CalleeVerdict Find(string number, PartyKind caller)
    {
        if (directory.TryGetExtension(number, out var extension)) return Reach(extension);
        var line = directory.Trunks.FirstOrDefault(trunk => Leads(trunk, number));
        if (line is null) return new CalleeVerdict.Refused(404);

        // From one trunk out by another: somebody else's toll.
        if (caller == PartyKind.Trunk) return new CalleeVerdict.Refused(403);
        var outside = line.StripPrefix ? number[line.Prefix!.Length..] : number;
        if (outside.Length == 0) return new CalleeVerdict.Refused(404);
        return SipUri.TryParse(line.Contact, out var contact)
            ? new CalleeVerdict.Reachable(line, new Party(line.Number, PartyKind.Trunk, outside), contact.WithUser(outside))
            : new CalleeVerdict.Refused(480);
    }

    private static bool Leads(DnOptions trunk, string number) =>
        !string.IsNullOrEmpty(trunk.Prefix) && number.StartsWith(trunk.Prefix, StringComparison.Ordinal);

    private CalleeVerdict Reach(DnOptions extension)
    {
        var party = new Party(extension.Number, PartyKind.Extension, extension.Number);
        if (registrations.Find(extension.Number, time.GetUtcNow()) is [var phone, ..] phones)
            return new CalleeVerdict.Reachable(extension, party, phone.Uri, phone.Hop) { Others = [.. phones.Skip(1).Select(other => other.Uri)] };
        return SipUri.TryParse(extension.Contact, out var contact)
            ? new CalleeVerdict.Reachable(extension, party, contact)
            : new CalleeVerdict.Refused(480);
    }
}
