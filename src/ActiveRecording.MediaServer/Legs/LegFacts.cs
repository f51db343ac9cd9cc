using ActiveRecording.Rtp.DataPlane;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.MediaServer.Legs;

/// <summary>Writes down what is worth knowing about a party's stream.</summary>
internal sealed class LegFacts(string callId, ILogger log) : ILegObserver
{
    public void Observed(IRtpLeg leg, LegFact fact)
    {
        if (log.IsEnabled(LogLevel.Information)) log.LegFact(callId, fact.ToString());
    }
}
