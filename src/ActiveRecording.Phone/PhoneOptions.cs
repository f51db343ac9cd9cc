using System.Net;
using ActiveRecording.Phone.Media;
using ActiveRecording.Sdp;
using ActiveRecording.Sip.Messages;
using ActiveRecording.Sip.Transactions;
using ActiveRecording.Sip.Transports;

namespace ActiveRecording.Phone;

/// <summary>Who a phone is and where.</summary>
public sealed record PhoneOptions
{
    /// <summary>Its name in ladders and logs.</summary>
    public required string Name { get; init; }

    /// <summary>The user part of its address: its DN.</summary>
    public required string User { get; init; }

    /// <summary>For digest authentication; null has none to give.</summary>
    public string? Password { get; init; }

    /// <summary>Where it takes SIP; port 0 picks a free one. Media is on the same address.</summary>
    public required IPEndPoint Local { get; init; }

    /// <summary>What carries its SIP.</summary>
    public SipTransport Transport { get; init; } = SipTransport.Udp;

    /// <summary>
    /// Its registrar and the proxy of all it sends; null for calls straight to another phone.
    /// </summary>
    public SipUri? Server { get; init; }

    /// <summary>Where its media ports are taken from.</summary>
    public PhonePorts Ports { get; init; } = new(10_000, 15_999);

    /// <summary>
    /// The sound it offers, in order of preference: G.711 in either law and telephone events.
    /// </summary>
    public IReadOnlyList<PayloadFormat> Payloads { get; init; } =
        [PayloadFormat.Pcmu, PayloadFormat.Pcma, PayloadFormat.TelephoneEvent];

    /// <summary>The pictures it offers; none by default.</summary>
    public IReadOnlyList<PayloadFormat> Video { get; init; } = [];

    /// <summary>
    /// Whether its answers bear its own numbers of codecs instead of the offer's (RFC 3264 §6.1 allows both).
    /// </summary>
    public bool NumbersCodecsItself { get; init; }

    /// <summary>Whether each packet is kept; without it only counts are.</summary>
    public bool KeepPackets { get; init; } = true;

    /// <summary>Timers of its transactions.</summary>
    public SipTimers Timers { get; init; } = new();
}
