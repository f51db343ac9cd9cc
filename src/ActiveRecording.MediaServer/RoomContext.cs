using ActiveRecording.Rtp.DataPlane;
using ActiveRecording.Runtime;
using ActiveRecording.Sdp;
using ActiveRecording.Sip;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.MediaServer;

/// <summary>
/// What the parts of the room share. Everything but the data plane is used on the endpoint's strand.
/// </summary>
internal sealed record RoomContext(
    MediaServerOptions Options, SipEndpoint Endpoint, IRtpDataPlane Plane, TimeProvider Time,
    IIdentifiers Identifiers, ILogger Log)
{
    private const int SessionIdBits = 62;

    /// <summary>What stands in session descriptions as the place to send media to.</summary>
    public ConnectionAddress MediaAddress { get; } =
        ConnectionAddress.From(Options.AdvertisedMediaAddress ?? Options.Media.Address);

    /// <summary>The author of a new series of session descriptions.</summary>
    public Origin NewOrigin() =>
        Origin.Create(Identifiers.NextUInt64() >> (64 - SessionIdBits), 1, MediaAddress);
}
