namespace ActiveRecording.Rtp.DataPlane;

/// <summary>Which way media may flow, from the described party's point of view (RFC 3264 §5.1).</summary>
public enum MediaDirection
{
    /// <summary>The party sends and receives.</summary>
    SendReceive,

    /// <summary>The party sends only: nothing is sent to it.</summary>
    SendOnly,

    /// <summary>The party receives only: what it sends is dropped and counted.</summary>
    ReceiveOnly,

    /// <summary>Neither.</summary>
    Inactive,
}
